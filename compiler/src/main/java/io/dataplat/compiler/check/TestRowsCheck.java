package io.dataplat.compiler.check;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.diagnostic.SourceSpan;
import io.dataplat.compiler.merge.Hints;
import io.dataplat.compiler.model.PipelineTest;
import io.dataplat.compiler.yaml.YamlEntry;
import io.dataplat.compiler.yaml.YamlScalar;
import java.util.Map;

/** The rows of tests are rows of what their tasks read, make and write. */
final class TestRowsCheck implements Check {

  /** What a quarantined row says of itself besides its columns. */
  private static final String RULES = "_rules";

  @Override
  public void check(CheckContext context, Diagnostics findings) {
    for (var test : context.analysed().platform().tests()) {
      var analysed = context.analysed().task(test.pipeline().value().id(), test.task().name());
      // A step with mistakes has no columns to compare with, and its findings come first.
      if (analysed.complete()) {
        var relations = TestRelations.of(test.task(), analysed);
        check(test.given(), relations.given(), "input or output", findings);
        check(test.expect(), relations.expected(), "step or output", findings);
        check(test.quarantined(), relations.gates(), "input or output", findings);
      }
    }
  }

  private static void check(
      Map<String, PipelineTest.Rows> rows,
      Map<String, Map<String, String>> known,
      String what,
      Diagnostics findings) {
    rows.forEach(
        (name, some) -> {
          var columns = known.get(name);
          if (columns == null) {
            findings
                .reporter(Rules.UNKNOWN_RELATION)
                .at(
                    some.span(),
                    "the task has no " + what + " `" + name + "`",
                    Hints.nearest(name, known.keySet(), "names"));
          } else {
            some.rows()
                .forEach(
                    row ->
                        row.entries()
                            .forEach((column, entry) -> check(column, entry, columns, findings)));
          }
        });
  }

  private static void check(
      String column, YamlEntry entry, Map<String, String> columns, Diagnostics findings) {
    var type = column.equals(RULES) ? "array<string>" : columns.get(column);
    if (type == null) {
      findings
          .reporter(Rules.UNKNOWN_COLUMN)
          .at(
              entry.keySpan(),
              "there is no column `" + column + "`",
              Hints.nearest(column, columns.keySet(), "columns"));
      return;
    }
    TestValueFit.misfit(type, entry.value())
        .ifPresent(misfit -> report(column, entry.keySpan(), misfit, findings));
  }

  private static void report(
      String column, SourceSpan key, TestValueFit.Misfit misfit, Diagnostics findings) {
    var isScalar = misfit.value() instanceof YamlScalar;
    var shown = misfit.value() instanceof YamlScalar scalar ? "`" + scalar.text() + "`" : "a value";
    findings
        .reporter(Rules.VALUE_DOES_NOT_FIT)
        .at(
            isScalar ? misfit.value().span() : key,
            shown + " of `" + column + "` " + misfit.reason());
  }
}
