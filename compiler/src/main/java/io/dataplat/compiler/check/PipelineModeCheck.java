package io.dataplat.compiler.check;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.Located;
import io.dataplat.compiler.diagnostic.Rule;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.model.Pipeline;
import io.dataplat.compiler.model.Task;

/** Fields that only one of the two modes has. */
final class PipelineModeCheck implements Check {

  @Override
  public void check(CheckContext context, Diagnostics findings) {
    for (var pipeline : context.pipelines()) {
      pipeline.ofOtherMode().forEach(field -> report(pipeline, field, findings));
      pipeline
          .tasks()
          .forEach(task -> task.ofOtherMode().forEach(field -> report(task, field, findings)));
    }
  }

  private static void report(Pipeline pipeline, Located<String> field, Diagnostics findings) {
    var name = "`" + field.value() + "`";
    var id = "`" + pipeline.id() + "`";
    switch (field.value()) {
      case "schedule" ->
          findings
              .reporter(Rules.NOT_SUPPORTED_YET)
              .at(
                  field.span(),
                  name + " of a streaming pipeline is not supported yet",
                  "remove it: a stream runs all the time; or write `mode: batch`");
      case "trigger" ->
          findings
              .reporter(Rules.TRIGGER_IN_BATCH)
              .at(
                  field.span(),
                  name + " belongs to streams, but " + id + " is a batch",
                  "write a `schedule`, or `mode: streaming`");
      default ->
          findings
              .reporter(Rules.NOT_FOR_THIS_MODE)
              .at(
                  field.span(),
                  name + " belongs to streams, but " + id + " is a batch",
                  "remove it, or write `mode: streaming`");
    }
  }

  private static void report(Task task, Located<String> field, Diagnostics findings) {
    Rule rule =
        field.value().equals("timeout") ? Rules.NOT_FOR_THIS_MODE : Rules.RETRIES_IN_STREAMING;
    findings
        .reporter(rule)
        .at(
            field.span(),
            "streaming task `"
                + task.name()
                + "` never ends and always restarts, so it has no `"
                + field.value()
                + "`",
            "remove `" + field.value() + "`");
  }
}
