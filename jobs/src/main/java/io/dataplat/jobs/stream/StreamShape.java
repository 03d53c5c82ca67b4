package io.dataplat.jobs.stream;

import io.dataplat.jobplan.ConnectionType;
import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobplan.Format;
import io.dataplat.jobplan.Generated;
import io.dataplat.jobplan.Input;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.Output;
import io.dataplat.jobplan.ReadMode;
import io.dataplat.jobplan.StepKind;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import java.util.EnumSet;
import java.util.List;

/** What a streaming plan asks for, and whether this job can do it. */
record StreamShape(JobPlan plan) {

  private static final EnumSet<Generated> OF_A_MESSAGE =
      EnumSet.of(
          Generated.SOURCE_TOPIC,
          Generated.SOURCE_PARTITION,
          Generated.SOURCE_OFFSET,
          Generated.SOURCE_TIMESTAMP);

  /** Refuses what this job cannot do, before anything is read. */
  void check() {
    if (plan.stream().isEmpty() || streams().isEmpty()) {
      throw refused("plan-malformed", "a streaming plan needs a stream to read and a state");
    }
    streams().forEach(this::checkStream);
    statics().forEach(this::checkStatic);
    plan.outputs().forEach(StreamShape::checkOutput);
    if (plan.outputs().stream().map(Output::from).distinct().count() != 1) {
      throw refused(
          "outputs-not-from-one-step",
          "the outputs of a stream come from one step in this release; make tasks of them");
    }
  }

  private void checkStream(Input input) {
    var dataset = dataset(input);
    if (dataset.format() != Format.JSON || dataset.location().topic().isEmpty()) {
      throw refused(
          "source-not-supported",
          "the stream `" + input.alias() + "` is no topic of the format json");
    }
    if (streams().stream()
            .filter(each -> dataset(each).location().equals(dataset.location()))
            .count()
        > 1) {
      throw refused(
          "topic-twice", "two streams read `" + dataset.location().topic().orElseThrow() + "`");
    }
  }

  private void checkStatic(Input input) {
    var dataset = dataset(input);
    if (dataset.location().table().isEmpty() || dataset.writer().isEmpty()) {
      throw refused(
          "source-not-supported",
          "beside a stream `%s` must be a table that a task of the repository writes"
              .formatted(input.alias()));
    }
  }

  private static void checkOutput(Output output) {
    if (output.write().mode() != WriteMode.APPEND) {
      throw refused(
          "write-not-supported",
          "a stream cannot write `%s` with the mode %s"
              .formatted(output.id(), output.write().mode()));
    }
    if (!output.metrics().isEmpty()) {
      throw refused(
          "metric-not-supported", "a stream has no metrics, as `" + output.id() + "` wants");
    }
  }

  List<Input> streams() {
    return plan.inputs().stream().filter(input -> input.read() == ReadMode.STREAM).toList();
  }

  List<Input> statics() {
    return plan.inputs().stream().filter(input -> input.read() != ReadMode.STREAM).toList();
  }

  DatasetContract dataset(Input input) {
    return plan.dataset(input.dataset())
        .orElseThrow(() -> refused("plan-malformed", "the plan lacks `" + input.dataset() + "`"));
  }

  String topic(Input input) {
    return dataset(input).location().topic().orElseThrow();
  }

  io.dataplat.jobplan.Connection connection(Input input) {
    return plan.connection(dataset(input).connection())
        .filter(each -> each.type() == ConnectionType.KAFKA)
        .orElseThrow(
            () ->
                refused("plan-malformed", "the stream `" + input.alias() + "` has no connection"));
  }

  /** Whether an operation keeps rows in its state. */
  boolean remembers() {
    return plan.steps().stream()
        .anyMatch(
            step -> step.kind() == StepKind.DEDUPLICATING || step.kind() == StepKind.RESHAPING);
  }

  /** Whether a written column wants to know the message that a row came in. */
  boolean wantsMessage() {
    return plan.generates(OF_A_MESSAGE);
  }

  private static JobFailure refused(String rule, String message) {
    return new JobFailure(ExitCode.PLAN_REFUSED, rule, message);
  }
}
