package io.dataplat.jobs.local;

import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.StreamState;
import java.time.Duration;

/** A plan whose micro-batches follow each other as fast as somebody who watches wants. */
final class LocalTrigger {

  private static final Duration LONGEST = Duration.ofSeconds(2);

  private LocalTrigger() {}

  static JobPlan of(JobPlan plan) {
    return plan.with(
        plan.identity(), plan.session(), plan.stream().map(LocalTrigger::of), plan.telemetry());
  }

  private static StreamState of(StreamState state) {
    var isLong = Duration.parse(state.trigger()).compareTo(LONGEST) > 0;
    return new StreamState(
        state.stateVersion(),
        state.stateFingerprint(),
        state.checkpoint(),
        isLong ? LONGEST.toString() : state.trigger(),
        state.allowedChangesFrom(),
        state.drain(),
        state.lease());
  }
}
