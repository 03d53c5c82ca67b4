package io.dataplat.compiler.plan;

import io.dataplat.compiler.analysis.AnalysedStep;
import io.dataplat.compiler.model.Connection.Place;
import io.dataplat.compiler.model.Environment;
import io.dataplat.compiler.model.Pipeline;
import io.dataplat.compiler.model.Sourced;
import io.dataplat.compiler.model.Task;
import io.dataplat.jobplan.Sha256;
import io.dataplat.jobplan.StreamState;
import io.dataplat.sql.StepKind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Plans what a streaming task keeps between its starts. */
final class StreamPlanner {

  private static final Duration SHORTEST_LEASE = Duration.ofSeconds(20);
  private static final Duration LONGEST_LEASE = Duration.ofSeconds(60);

  private StreamPlanner() {}

  /** Returns how often a stream takes what is there; the language's default is a minute. */
  static Duration trigger(Pipeline pipeline) {
    return pipeline.triggerEvery().map(Sourced::value).orElse(Duration.ofMinutes(1));
  }

  static StreamState state(
      Environment environment, Pipeline pipeline, Task task, List<AnalysedStep> steps) {
    return new StreamState(
        pipeline.stateVersion().value(),
        fingerprint(pipeline, task, steps),
        checkpoint(environment, pipeline, task),
        trigger(pipeline).toString(),
        List.of(),
        ApplicationPlanner.grace(pipeline).toString(),
        lease(pipeline).toString());
  }

  // After a driver was killed its stream stands still for a whole lease: two triggers are enough of
  // it, and what a frozen owner still wants to publish is refused however short the lease was.
  private static Duration lease(Pipeline pipeline) {
    Duration wanted = trigger(pipeline).multipliedBy(2);
    return Stream.of(wanted, LONGEST_LEASE)
        .min(Comparator.naturalOrder())
        .filter(length -> length.compareTo(SHORTEST_LEASE) > 0)
        .orElse(SHORTEST_LEASE);
  }

  static String checkpoint(Environment environment, Pipeline pipeline, Task task) {
    var store = environment.checkpoints().orElseThrow();
    return root(store.connection().place())
        + String.join(
            "/",
            store.path().value(),
            pipeline.id().domain(),
            pipeline.id().name(),
            task.name(),
            "v" + pipeline.stateVersion().value());
  }

  private static String root(Place place) {
    if (place instanceof Place.S3 s3) {
      return "s3://" + s3.bucket().value() + "/" + s3.path().map(p -> p.value() + "/").orElse("");
    }
    return place instanceof Place.Local local ? local.path().value() + "/" : "";
  }

  /**
   * Returns a hash of what decides the shape of the state, from our own model of the steps:
   * sources, stateful operators with their keys, and the zone (semantics 6.1).
   */
  static String fingerprint(Pipeline pipeline, Task task, List<AnalysedStep> steps) {
    List<String> parts = new ArrayList<>();
    parts.add("zone " + pipeline.timezone().value().getId());
    task.inputs()
        .forEach(input -> parts.add("input " + input.alias() + " " + input.dataset().value().id()));
    steps.stream().filter(StreamPlanner::stateful).forEach(step -> parts.add(text(step.step())));
    return Sha256.hex(String.join("\n", parts).getBytes(StandardCharsets.UTF_8));
  }

  // Filters and projections may change under the same state (semantics 6.2).
  private static boolean stateful(AnalysedStep step) {
    return step.kind() == StepKind.RESHAPING || step.kind() == StepKind.DEDUPLICATING;
  }

  private static String text(Task.Step step) {
    if (step instanceof Task.Step.Deduplicate deduplicate) {
      return "deduplicate " + deduplicate.from().value() + " " + values(deduplicate.keys());
    }
    return step instanceof Task.Step.Sql query ? "sql " + query.sql().text().strip() : step.name();
  }

  private static List<String> values(List<Sourced<String>> keys) {
    return keys.stream().map(Sourced::value).toList();
  }
}
