package io.dataplat.compiler.check;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.model.Pipeline;
import io.dataplat.compiler.model.Task;

/** Fields that only one of the two modes has. */
final class PipelineModeCheck implements Check {

  @Override
  public void check(CheckContext context, Diagnostics findings) {
    for (var pipeline : context.pipelines()) {
      if (pipeline.mode().value() == Pipeline.Mode.STREAMING) {
        pipeline.tasks().forEach(task -> checkStreaming(task, findings));
      } else {
        checkBatch(pipeline, findings);
      }
    }
  }

  private static void checkBatch(Pipeline pipeline, Diagnostics findings) {
    pipeline
        .triggerEvery()
        .filter(trigger -> !trigger.sources().isEmpty())
        .ifPresent(
            trigger ->
                findings
                    .reporter(Rules.TRIGGER_IN_BATCH)
                    .at(
                        trigger.spanOr(pipeline.span()),
                        "`trigger` belongs to streams, but `" + pipeline.id() + "` is a batch",
                        "write a `schedule`, or `mode: streaming`"));
  }

  private static void checkStreaming(Task task, Diagnostics findings) {
    if (!task.retries().sources().isEmpty()) {
      findings
          .reporter(Rules.RETRIES_IN_STREAMING)
          .at(
              task.retries().spanOr(task.span()),
              "streaming task `" + task.name() + "` always restarts, so it has no `retries`",
              "remove `retries`");
    } else if (!task.retryDelay().sources().isEmpty()) {
      findings
          .reporter(Rules.RETRIES_IN_STREAMING)
          .at(
              task.retryDelay().spanOr(task.span()),
              "streaming task `" + task.name() + "` always restarts, so it has no `retryDelay`",
              "remove `retryDelay`");
    }
  }
}
