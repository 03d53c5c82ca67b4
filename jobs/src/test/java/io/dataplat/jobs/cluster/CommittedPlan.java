package io.dataplat.jobs.cluster;

import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobs.plan.PlanReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** The plan that a committed SparkApplication gives to its driver. */
final class CommittedPlan {

  private static final String KEY = "dataplat.io/plan: |";

  private CommittedPlan() {}

  /** The block below the plan's key: all lines that are indented further. */
  static JobPlan of(Path application) throws IOException {
    var lines = Files.readAllLines(application);
    var key = lines.stream().filter(line -> line.endsWith(KEY)).findFirst().orElseThrow();
    var indent = key.replace(KEY, " ");
    return PlanReader.parse(
        lines.stream()
            .skip(lines.indexOf(key) + 1L)
            .takeWhile(line -> line.startsWith(indent))
            .collect(Collectors.joining("\n"))
            .stripIndent());
  }
}
