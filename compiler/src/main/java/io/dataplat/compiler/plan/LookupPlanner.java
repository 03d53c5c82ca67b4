package io.dataplat.compiler.plan;

import io.dataplat.compiler.model.Column;
import io.dataplat.compiler.model.Column.Generated;
import io.dataplat.compiler.model.Dataset;
import io.dataplat.compiler.model.Sourced;
import io.dataplat.compiler.model.Task;
import io.dataplat.jobplan.Lookup;
import io.dataplat.jobplan.LookupColumn;
import io.dataplat.jobplan.LookupKey;
import io.dataplat.jobplan.LookupVersion;
import io.dataplat.jobplan.MissingMember;
import io.dataplat.jobplan.UnknownMember;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes a lookup into a job plan, with the values that rows get which find nothing. */
final class LookupPlanner {

  private final Task.Step.Lookup step;
  private final Optional<Dataset> dataset;

  LookupPlanner(Task task, Task.Step.Lookup step) {
    this.step = step;
    this.dataset =
        task.inputs().stream()
            .filter(input -> input.alias().equals(step.in().value()))
            .map(input -> input.dataset().value())
            .findFirst();
  }

  /** Returns values as the texts of a plan. */
  static Map<String, String> texts(Map<String, Sourced<Object>> values) {
    var texts = new LinkedHashMap<String, String>();
    values.forEach((name, value) -> texts.put(name, String.valueOf(value.value())));
    return texts;
  }

  Lookup lookup() {
    return new Lookup(
        step.from().value(),
        step.in().value(),
        on(),
        step.at().map(this::version),
        step.add().stream().map(this::added).toList(),
        MissingMember.valueOf(step.missing().value().name()));
  }

  // A surrogate key is made of the key columns in the order of the contract.
  private List<LookupKey> on() {
    return step.on().stream()
        .map(each -> new LookupKey(each.name().value(), canonical(each.column().value())))
        .sorted(Comparator.comparing(each -> position(each.key())))
        .toList();
  }

  private int position(String column) {
    return dataset
        .map(each -> each.columns().stream().map(Column::name).toList().indexOf(column))
        .orElse(0);
  }

  private LookupVersion version(Sourced<String> at) {
    return new LookupVersion(
        step.isOfCurrent() ? Optional.empty() : Optional.of(at.value()),
        generated(Generated.VALID_FROM),
        generated(Generated.VALID_TO));
  }

  private String generated(Generated generated) {
    return dataset.orElseThrow().generatedColumn(generated).orElseThrow().name();
  }

  private LookupColumn added(Task.Named added) {
    String column = canonical(added.column().value());
    boolean surrogate =
        dataset
            .flatMap(each -> each.generatedColumn(Generated.SURROGATE_KEY))
            .filter(key -> key.name().equals(column))
            .isPresent();
    boolean inferred = step.missing().value() == Task.MissingMember.INFERRED;
    return new LookupColumn(
        added.name().value(),
        column,
        surrogate ? filled().map(each -> UnknownMember.SURROGATE_KEY) : unknown(column),
        surrogate && inferred ? dataset.map(each -> each.id().toString()) : Optional.empty());
  }

  private Optional<String> unknown(String column) {
    return filled()
        .map(Dataset::unknownMember)
        .flatMap(values -> Optional.ofNullable(values.get(column)))
        .map(value -> String.valueOf(value.value()));
  }

  private Optional<Dataset> filled() {
    return switch (step.missing().value()) {
      case UNKNOWN, INFERRED -> dataset;
      case KEEP, DROP -> Optional.empty();
    };
  }

  private String canonical(String column) {
    return dataset.flatMap(each -> each.column(column)).map(Column::name).orElse(column);
  }
}
