package io.dataplat.jobplan;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The hash of what a plan means: telemetry and sizes take no part in it. */
public final class PlanHash {

  private PlanHash() {}

  /** The first 16 hexadecimal digits of the hash; enough to tell the plans of one task apart. */
  public static String shortOf(JobPlan plan) {
    return of(plan).substring(0, 16);
  }

  /** SHA-256 over the canonical form, in hexadecimal digits. */
  public static String of(JobPlan plan) {
    return Sha256.hex(PlanJson.canonical(meaning(plan)).getBytes(StandardCharsets.UTF_8));
  }

  private static JobPlan meaning(JobPlan plan) {
    var session = plan.session();
    return plan.with(
        plan.identity(),
        new Session(session.timezone(), session.ansi(), 0, session.conf()),
        plan.stream(),
        new Telemetry("", "", Optional.empty(), List.of()));
  }
}
