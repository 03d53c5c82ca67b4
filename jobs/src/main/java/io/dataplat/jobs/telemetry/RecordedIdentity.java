package io.dataplat.jobs.telemetry;

import io.dataplat.jobplan.BatchId;
import io.dataplat.jobplan.DataInterval;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.PlanHash;
import io.dataplat.jobplan.RunArguments;
import io.dataplat.jobs.run.RunSlice;
import io.dataplat.jobs.run.RunStatus;
import io.dataplat.jobs.telemetry.RunRecord.TableRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/** Whose record it is: the plan, the attempt and the batch. */
record RecordedIdentity(JobPlan plan, RunArguments arguments, RunSlice slice, String planHash) {

  private static final String POM = "/META-INF/maven/io.dataplat/dataplat-jobs/pom.properties";
  private static final String VERSION = version();

  static RecordedIdentity of(JobPlan plan, RunArguments arguments, RunSlice slice) {
    return new RecordedIdentity(plan, arguments, slice, PlanHash.of(plan));
  }

  /** The same attempt at another batch. */
  RecordedIdentity of(BatchId batch) {
    var other = new RunSlice(batch, slice.tick(), slice.interval(), slice.changes());
    return new RecordedIdentity(plan, arguments, other, planHash);
  }

  /** The record of an attempt of which nothing but its end is known. */
  RunRecord record(String runId, Optional<RunEnd> end, Optional<Instant> startedAt) {
    return record(runId, end, startedAt, RecordedFacts.NONE);
  }

  /** The record of an attempt. */
  RunRecord record(
      String runId, Optional<RunEnd> end, Optional<Instant> startedAt, RecordedFacts facts) {
    return record(runId, end, startedAt, facts, List.of());
  }

  /** The record of an attempt at the upkeep of tables. */
  RunRecord record(
      String runId,
      Optional<RunEnd> end,
      Optional<Instant> startedAt,
      RecordedFacts facts,
      List<TableRecord> tables) {
    var identity = plan.identity();
    return new RunRecord(
        runId,
        slice.batch().value(),
        identity.domain(),
        identity.pipeline(),
        identity.task(),
        identity.environment(),
        plan.mode().toString(),
        slice.tick(),
        slice.interval().map(DataInterval::start),
        slice.interval().map(DataInterval::end),
        arguments.attempt(),
        arguments.trigger().toString(),
        end.map(RunEnd::status).map(RunStatus::toString),
        end.flatMap(RunEnd::error),
        end.flatMap(RunEnd::rule),
        planHash,
        plan.planVersion(),
        VERSION,
        arguments.sourceRevision(),
        facts.fingerprint(),
        startedAt,
        end.map(each -> Instant.now()),
        facts.inputs(),
        facts.steps(),
        facts.outputs(),
        facts.rules(),
        facts.stages(),
        facts.cpuMs(),
        facts.peakBytes(),
        facts.exact(),
        tables,
        facts.released());
  }

  // Only a packaged job has a version.
  private static String version() {
    try (var in = RecordedIdentity.class.getResourceAsStream(POM)) {
      var properties = new Properties();
      if (in != null) {
        properties.load(in);
      }
      return properties.getProperty("version", "unpackaged");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
