package io.dataplat.compiler.analysis;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.NearNames;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.diagnostic.SourceSpan;
import io.dataplat.compiler.model.Sourced;
import io.dataplat.compiler.model.Task;
import io.dataplat.compiler.model.Task.NullKeys;
import io.dataplat.sql.ColumnOrigin;
import io.dataplat.sql.Relation;
import io.dataplat.sql.SqlColumn;
import io.dataplat.sql.StepKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Types of a deduplication: it passes the columns through and makes its keys a key. */
final class DeduplicateAnalyzer {

  private final Task.Step.Deduplicate step;
  private final Diagnostics findings;

  DeduplicateAnalyzer(Task.Step.Deduplicate step, Diagnostics findings) {
    this.step = step;
    this.findings = findings;
  }

  /** Returns the step with its types, unless it has mistakes. */
  Optional<AnalysedStep> analyze(Relation source) {
    return columnsAreKnown(source) ? Optional.of(analysed(source)) : Optional.empty();
  }

  private boolean columnsAreKnown(Relation source) {
    var named = new ArrayList<>(step.keys());
    step.keep().ifPresent(keep -> named.add(keep.column()));
    var names = source.columns().stream().map(SqlColumn::name).toList();
    var known = true;
    for (var name : named) {
      if (column(source, name.value()).isEmpty()) {
        known = false;
        var message = "`" + source.name() + "` has no column `" + name.value() + "`";
        reportUnknown(name, message, names);
      }
    }
    step.keys().forEach(key -> checkNullable(source, key));
    return known;
  }

  private void checkNullable(Relation source, Sourced<String> key) {
    column(source, key.value())
        .filter(column -> column.nullable() && step.nullKeys().value() == NullKeys.FAIL)
        .ifPresent(
            column ->
                findings
                    .reporter(Rules.NULLABLE_KEY)
                    .at(
                        place(key),
                        "key `" + key.value() + "` of `" + step.name() + "` may be null",
                        "say `nullKeys: keep` or `nullKeys: drop`"));
  }

  private void reportUnknown(Sourced<String> name, String message, List<String> known) {
    var reporter = findings.reporter(Rules.UNKNOWN_COLUMN);
    NearNames.nearest(name.value(), known)
        .ifPresentOrElse(
            near -> reporter.at(place(name), message, "did you mean `" + near + "`?"),
            () -> reporter.at(place(name), message));
  }

  private SourceSpan place(Sourced<String> value) {
    return value.spanOr(step.span());
  }

  private static Optional<SqlColumn> column(Relation relation, String name) {
    return relation.columns().stream()
        .filter(column -> column.name().equalsIgnoreCase(name))
        .findFirst();
  }

  private AnalysedStep analysed(Relation source) {
    var keys = step.keys().stream().map(Sourced::value).toList();
    var relation =
        new Relation(
            step.name(),
            columns(source, keys),
            step.nullKeys().value() == NullKeys.KEEP ? List.of() : keys,
            source.streaming(),
            source.watermark());
    return new AnalysedStep(
        step,
        List.of(source.name()),
        StepKind.DEDUPLICATING,
        origins(source, keys),
        source.streaming(),
        relation);
  }

  private List<SqlColumn> columns(Relation source, List<String> keys) {
    if (step.nullKeys().value() != NullKeys.DROP) {
      return source.columns();
    }
    return source.columns().stream()
        .map(
            column ->
                keys.stream().anyMatch(column.name()::equalsIgnoreCase)
                    ? new SqlColumn(column.name(), column.type(), false)
                    : column)
        .toList();
  }

  private List<ColumnOrigin> origins(Relation source, List<String> keys) {
    var deciding = new ArrayList<>(keys);
    step.keep().ifPresent(keep -> deciding.add(keep.column().value()));
    var origins = new ArrayList<ColumnOrigin>();
    for (var column : source.columns()) {
      var name = column.name();
      origins.add(new ColumnOrigin(name, source.name(), name, ColumnOrigin.Usage.DIRECT));
      for (var decider : deciding) {
        origins.add(new ColumnOrigin(name, source.name(), decider, ColumnOrigin.Usage.INDIRECT));
      }
    }
    return origins.stream().sorted().toList();
  }
}
