package io.dataplat.compiler.check;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.diagnostic.SourceSpan;
import io.dataplat.compiler.model.Pipeline;
import io.dataplat.compiler.model.Task;
import java.util.ArrayList;
import java.util.List;

/** A pipeline has an interval exactly if something in it works on one. */
final class IntervalUseCheck implements Check {

  /** Something that needs an interval, and where it stands. */
  private record Use(SourceSpan span, String what) {}

  @Override
  public void check(CheckContext context, Diagnostics findings) {
    for (var pipeline : context.pipelines()) {
      if (pipeline.mode().value() == Pipeline.Mode.BATCH && pipeline.schedule().isPresent()) {
        check(context, pipeline, findings);
      }
    }
  }

  private static void check(CheckContext context, Pipeline pipeline, Diagnostics findings) {
    var uses = new ArrayList<Use>();
    pipeline.tasks().forEach(task -> addUses(context, pipeline, task, uses));
    var schedule = pipeline.schedule().orElseThrow();
    if (schedule.interval().isEmpty()) {
      uses.forEach(use -> reportMissing(use, pipeline, findings));
    } else if (uses.isEmpty()
        && context.analysed().complete(pipeline.id())
        && pipeline.tasks().stream().noneMatch(IntervalUseCheck::readsStream)) {
      findings
          .reporter(Rules.UNUSED_INTERVAL)
          .at(
              schedule.interval().orElseThrow().spanOr(schedule.span()),
              "nothing in `" + pipeline.id() + "` works on an interval",
              "remove `interval`, or use `read: interval`, `mode: overwrite_interval` or"
                  + " `:run_start`");
    }
  }

  /** A stream in a batch is a mistake of its own, and its repair may be to read the interval. */
  private static boolean readsStream(Task task) {
    return task.inputs().stream().anyMatch(input -> input.read().value() == Task.Read.STREAM);
  }

  private static void addUses(CheckContext context, Pipeline pipeline, Task task, List<Use> uses) {
    for (var input : task.inputs()) {
      if (input.read().value() == Task.Read.INTERVAL) {
        uses.add(new Use(input.read().spanOr(input.span()), "`read: interval`"));
      }
    }
    for (var output : task.outputs()) {
      var mode = output.write().mode();
      if (mode.value() == Task.WriteMode.OVERWRITE_INTERVAL) {
        uses.add(new Use(mode.spanOr(output.write().span()), "`mode: overwrite_interval`"));
      }
    }
    context
        .analysed()
        .task(pipeline.id(), task.name())
        .runParameters()
        .forEach(use -> uses.add(new Use(use.span(), "`:" + use.value() + "`")));
  }

  private static void reportMissing(Use use, Pipeline pipeline, Diagnostics findings) {
    findings
        .reporter(Rules.NO_INTERVAL)
        .at(
            use.span(),
            use.what() + " needs an interval, but the schedule of `" + pipeline.id() + "` has none",
            "add an `interval`, such as `day`, to the schedule");
  }
}
