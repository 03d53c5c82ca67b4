package io.dataplat.compiler.analysis;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.NearNames;
import io.dataplat.compiler.diagnostic.Rule;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.diagnostic.SourceSpan;
import io.dataplat.compiler.model.Column.Generated;
import io.dataplat.compiler.model.Dataset;
import io.dataplat.compiler.model.Task;
import io.dataplat.compiler.model.Task.MissingMember;
import io.dataplat.compiler.model.Task.Named;
import io.dataplat.sql.ColumnOrigin;
import io.dataplat.sql.ColumnOrigin.Usage;
import io.dataplat.sql.Relation;
import io.dataplat.sql.SqlColumn;
import io.dataplat.sql.StepKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Types of a lookup: the columns of its rows, then those that it adds. */
final class LookupAnalyzer {

  private final Task.Step.Lookup step;
  private final Relation from;
  private final Relation in;
  private final Optional<Dataset> dataset;
  private final Diagnostics findings;
  private boolean sound = true;

  /**
   * @param dataset the contract of what is looked up in, if that is an input
   */
  LookupAnalyzer(
      Task.Step.Lookup step,
      Relation from,
      Relation in,
      Optional<Dataset> dataset,
      Diagnostics findings) {
    this.step = step;
    this.from = from;
    this.in = in;
    this.dataset = dataset;
    this.findings = findings;
  }

  /** Returns the step with its types, unless it has mistakes. */
  Optional<AnalysedStep> analyze() {
    checkColumns();
    if (sound) {
      new LookupTypes(step, from, in, this::report).check();
      new LookupKeys(step, in, dataset, this::report).check();
      checkMissing();
    }
    return sound ? Optional.of(analysed()) : Optional.empty();
  }

  private void checkColumns() {
    for (var key : step.on()) {
      find(from, key.name().value(), key.name().span());
      find(in, key.column().value(), key.column().spanOr(step.span()));
    }
    step.at()
        .filter(at -> !step.isOfCurrent())
        .ifPresent(at -> find(from, at.value(), at.spanOr(step.span())));
    for (var added : step.add()) {
      find(in, added.column().value(), added.column().spanOr(step.span()));
      if (LookupTypes.column(from, added.name().value()).isPresent()) {
        report(
            Rules.LOOKUP_DOES_NOT_FIT,
            added.name().span(),
            "`" + from.name() + "` has a column `" + added.name().value() + "` already",
            "give the added column another name");
      }
    }
  }

  private void find(Relation relation, String name, SourceSpan place) {
    if (LookupTypes.column(relation, name).isEmpty()) {
      var names = relation.columns().stream().map(SqlColumn::name).toList();
      report(
          Rules.UNKNOWN_COLUMN,
          place,
          "`" + relation.name() + "` has no column `" + name + "`",
          NearNames.nearest(name, names)
              .map(near -> "did you mean `" + near + "`?")
              .orElse("it has " + String.join(", ", names)));
    }
  }

  private void checkMissing() {
    var missing = step.missing().value();
    var place = step.missing().spanOr(step.span());
    if (missing == MissingMember.KEEP || missing == MissingMember.DROP) {
      return;
    }
    if (dataset.filter(each -> !each.unknownMember().isEmpty()).isEmpty()) {
      report(
          Rules.NO_UNKNOWN_MEMBER,
          place,
          "`" + in.name() + "` has no row that stands for what is not known",
          dataset
              .map(each -> "add `unknownMember` in " + each.file())
              .orElse("look up in the input itself, or write `missing: keep`"));
    } else if (missing == MissingMember.INFERRED) {
      checkInferred(dataset.orElseThrow(), place);
    }
  }

  private void checkInferred(Dataset dimension, SourceSpan place) {
    var keys = new TreeSet<>(dimension.keyColumns().stream().map(key -> key.name()).toList());
    var named = new TreeSet<>(step.on().stream().map(each -> each.column().value()).toList());
    if (dimension.generatedColumn(Generated.VALID_FROM).isPresent()) {
      report(
          Rules.LOOKUP_DOES_NOT_FIT,
          place,
          "a version of `" + dimension.id() + "` has a surrogate key only once it has begun",
          "write `missing: unknown`");
    } else if (!keys.equals(named)) {
      report(
          Rules.LOOKUP_DOES_NOT_FIT,
          place,
          "a surrogate key is made of the key of `" + dimension.id() + "` and of nothing else",
          "match " + String.join(", ", keys) + " in `on`");
    }
  }

  private void report(Rule rule, SourceSpan place, String message, String hint) {
    sound = false;
    findings.reporter(rule).at(place, message, hint);
  }

  private AnalysedStep analysed() {
    var columns = new ArrayList<>(from.columns());
    step.add().forEach(added -> columns.add(added(added)));
    return new AnalysedStep(
        step,
        List.of(from.name(), in.name()),
        step.missing().value() == MissingMember.DROP ? StepKind.FILTERING : StepKind.KEEPING,
        origins(),
        false,
        new Relation(step.name(), columns, from.key(), from.streaming(), from.watermark()));
  }

  private SqlColumn added(Named added) {
    var column = LookupTypes.column(in, added.column().value()).orElseThrow();
    var filled =
        switch (step.missing().value()) {
          case KEEP -> false;
          case DROP -> true;
          case UNKNOWN, INFERRED -> isFilled(column.name());
        };
    return new SqlColumn(added.name().value(), column.type(), column.nullable() || !filled);
  }

  private boolean isFilled(String column) {
    var contract = dataset.orElseThrow();
    return contract.unknownMember().containsKey(column)
        || contract
            .generatedColumn(Generated.SURROGATE_KEY)
            .filter(key -> key.name().equals(column))
            .isPresent();
  }

  private List<ColumnOrigin> origins() {
    var origins = new TreeSet<ColumnOrigin>();
    for (var column : from.columns()) {
      var name = column.name();
      origins.add(new ColumnOrigin(name, from.name(), name, Usage.DIRECT));
      if (step.missing().value() == MissingMember.DROP) {
        decide(origins, name);
      }
    }
    for (var added : step.add()) {
      var name = added.name().value();
      origins.add(new ColumnOrigin(name, in.name(), added.column().value(), Usage.DIRECT));
      decide(origins, name);
    }
    return List.copyOf(origins);
  }

  private void decide(Set<ColumnOrigin> origins, String output) {
    for (var key : step.on()) {
      add(origins, output, from, key.name().value());
      add(origins, output, in, key.column().value());
    }
    step.at()
        .filter(at -> !step.isOfCurrent())
        .ifPresent(at -> add(origins, output, from, at.value()));
  }

  private static void add(
      Set<ColumnOrigin> origins, String output, Relation relation, String column) {
    var direct = new ColumnOrigin(output, relation.name(), column, Usage.DIRECT);
    if (!origins.contains(direct)) {
      origins.add(new ColumnOrigin(output, relation.name(), column, Usage.INDIRECT));
    }
  }
}
