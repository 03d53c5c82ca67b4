package io.dataplat.jobs.telemetry;

import io.dataplat.jobplan.BatchId;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.ReadMode;
import io.dataplat.jobs.input.PinnedInput;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/** Which files a batch has read when it was published, as its record says. */
public record ReadFiles(SparkSession session, JobPlan plan) {

  /** The revisions of the inputs of a batch by alias; empty if nothing tells. */
  public Map<String, String> of(BatchId batch) {
    var table = new RecordTable(session, RunTelemetry.catalog(plan), plan.telemetry().runsTable());
    return table.revisions(batch.value());
  }

  /** The revisions of those inputs that are files and are read as they lie there. */
  public static Map<String, String> of(List<PinnedInput> inputs) {
    var revisions = new LinkedHashMap<String, String>();
    inputs.stream()
        .filter(input -> input.isFiles() && input.input().read() != ReadMode.CHANGES)
        .forEach(
            input ->
                Optional.of(input)
                    .flatMap(RecordedFacts::revision)
                    .ifPresent(revision -> revisions.put(input.input().alias(), revision)));
    return revisions;
  }
}
