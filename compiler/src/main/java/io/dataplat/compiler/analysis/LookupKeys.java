package io.dataplat.compiler.analysis;

import io.dataplat.compiler.diagnostic.Rule;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.diagnostic.SourceSpan;
import io.dataplat.compiler.model.Column;
import io.dataplat.compiler.model.Column.Generated;
import io.dataplat.compiler.model.Dataset;
import io.dataplat.compiler.model.Task;
import io.dataplat.sql.Relation;
import java.util.List;
import java.util.Optional;

/** Whether a lookup can find one row at most, by what is known of keys. */
record LookupKeys(
    Task.Step.Lookup step, Relation in, Optional<Dataset> dataset, LookupKeys.Report report) {

  /** Takes a mistake. */
  interface Report {
    void at(Rule rule, SourceSpan place, String message, String hint);
  }

  void check() {
    if (history().isPresent()) {
      checkVersions(history().get());
    } else if (step.at().isPresent()) {
      report.at(
          Rules.LOOKUP_DOES_NOT_FIT,
          step.at().get().spanOr(step.span()),
          "`" + in.name() + "` keeps no versions",
          "remove `at`; it belongs to an input that `scd2` writes");
    } else {
      checkMatched(in.key());
    }
  }

  private Optional<Dataset> history() {
    return dataset.filter(each -> each.generatedColumn(Generated.VALID_FROM).isPresent());
  }

  private void checkVersions(Dataset history) {
    if (step.at().isEmpty()) {
      report.at(
          Rules.LOOKUP_NOT_UNIQUE,
          step.in().spanOr(step.span()),
          "`" + in.name() + "` has a row for each version of a key",
          "add `at: <time column>` for the version of that time, or `at: current`");
    } else if (history.generatedColumn(Generated.VALID_TO).isEmpty()) {
      report.at(
          Rules.LOOKUP_DOES_NOT_FIT,
          step.at().get().spanOr(step.span()),
          "no column of `" + history.id() + "` shows until when a version holds",
          "add a column with `generated: valid_to` in " + history.file());
    } else {
      checkMatched(history.keyColumns().stream().map(Column::name).toList());
    }
  }

  private void checkMatched(List<String> key) {
    var place = step.in().spanOr(step.span());
    if (key.isEmpty()) {
      report.at(
          Rules.LOOKUP_NOT_UNIQUE,
          place,
          "`" + in.name() + "` has no key, so there may be several rows to find",
          dataset
              .map(
                  each -> "write `key: true` at the columns that identify a row, in " + each.file())
              .orElse("make one row of each in a step before, with `deduplicate`"));
      return;
    }
    var left = key.stream().filter(name -> !isMatched(name)).toList();
    if (!left.isEmpty()) {
      report.at(
          Rules.LOOKUP_NOT_UNIQUE,
          place,
          "there may be several rows to find, since a key of `%s` has also %s"
              .formatted(in.name(), quoted(left)),
          "match " + quoted(key) + " in `on`");
    }
  }

  private boolean isMatched(String name) {
    return step.on().stream().anyMatch(each -> each.column().value().equalsIgnoreCase(name));
  }

  private static String quoted(List<String> names) {
    return "`" + String.join("`, `", names) + "`";
  }
}
