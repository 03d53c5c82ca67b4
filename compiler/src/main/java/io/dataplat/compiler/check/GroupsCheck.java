package io.dataplat.compiler.check;

import io.dataplat.compiler.check.DataFlow.Reader;
import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.model.Storage;
import io.dataplat.compiler.model.Task;
import io.dataplat.compiler.model.Task.Read;
import io.dataplat.compiler.model.Task.WriteMode;
import java.util.Optional;

/** Inputs of tasks that replace the groups that new rows touch: all rows of a group are there. */
final class GroupsCheck implements Check {

  @Override
  public void check(CheckContext context, Diagnostics findings) {
    context
        .flow()
        .reads()
        .filter(reader -> isRefreshed(reader.place().task()))
        .forEach(reader -> check(context, reader, findings));
  }

  private static boolean isRefreshed(Task task) {
    return task.outputs().stream().anyMatch(GroupsCheck::isByGroups)
        && task.inputs().stream().anyMatch(GroupsCheck::isByChanges);
  }

  private static boolean isByGroups(Task.Output output) {
    return output.write().mode().value() == WriteMode.OVERWRITE_GROUPS;
  }

  private static boolean isByChanges(Task.Input input) {
    return input.read().value() == Read.CHANGES;
  }

  private static void check(CheckContext context, Reader reader, Diagnostics findings) {
    var input = reader.input();
    if (!isByChanges(input)) {
      findings
          .reporter(Rules.REFRESH_DOES_NOT_SEE)
          .at(
              input.span(),
              "a change of `%s` alone touches no group: a row of the output is as old in it as its newest row of the input that is read by its changes"
                  .formatted(input.dataset().value().id()),
              "join it where the table is read, or run with `--rewind-to start` after a change");
      return;
    }
    incomplete(context, input)
        .ifPresent(
            why ->
                findings
                    .reporter(Rules.NOT_BY_GROUPS)
                    .at(
                        input.read().spanOr(input.span()),
                        "`%s` of input `%s` %s"
                            .formatted(input.dataset().value().id(), input.alias(), why),
                        "read with `read: full` and write `overwrite`, or append the rows to a"
                            + " table first and group that"));
  }

  private static Optional<String> incomplete(CheckContext context, Task.Input input) {
    var dataset = input.dataset().value();
    if (!(dataset.storage() instanceof Storage.Table)) {
      return Optional.of("is no table of a catalog, and only those give all rows of a group again");
    }
    if (context.flow().writers(dataset.id()).isEmpty()) {
      return Optional.of(
          "is written by no task, so its rows are judged when they are read, and rejected once");
    }
    return dataset.retention().isPresent()
        ? Optional.of("has a `retention`, so rows of a group go and its value would shrink")
        : Optional.empty();
  }
}
