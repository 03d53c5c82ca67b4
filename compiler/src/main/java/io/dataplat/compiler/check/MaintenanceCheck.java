package io.dataplat.compiler.check;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.diagnostic.SourceSpan;
import io.dataplat.compiler.model.Dataset;
import io.dataplat.compiler.model.Maintenance;
import io.dataplat.compiler.model.Sourced;
import io.dataplat.compiler.model.Storage;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;

/** Upkeep has a table to work on, and removes nothing that a run may be using. */
final class MaintenanceCheck implements Check {

  private static final Duration DAY = Duration.ofDays(1);

  @Override
  public void check(CheckContext context, Diagnostics findings) {
    for (var dataset : context.datasets()) {
      dataset
          .maintenance()
          .ifPresent(
              upkeep -> {
                checkTable(context, dataset, "maintenance", upkeep.span(), findings);
                checkAges(context, dataset, upkeep, findings);
              });
      dataset.retention().ifPresent(age -> checkRetention(context, dataset, age, findings));
    }
  }

  // A default of the domain concerns only the datasets that it fits.
  private static boolean isDefault(Dataset dataset, SourceSpan span) {
    return !span.file().equals(dataset.file());
  }

  private static void checkTable(
      CheckContext context, Dataset dataset, String key, SourceSpan span, Diagnostics findings) {
    var isTable = dataset.storage() instanceof Storage.Table;
    var isOurs = isTable && !context.flow().writers(dataset.id()).isEmpty();
    if (isOurs || isDefault(dataset, span)) {
      return;
    }
    findings
        .reporter(Rules.NOTHING_TO_MAINTAIN)
        .at(
            span,
            isTable
                ? "no task writes `" + dataset.id() + "`, so its upkeep is not ours"
                : "`" + dataset.id() + "` is no table of a catalog",
            "remove `" + key + "`: it concerns tables that a task of this repository writes");
  }

  private static void checkRetention(
      CheckContext context, Dataset dataset, Sourced<Duration> age, Diagnostics findings) {
    var span = age.spanOr(dataset.span());
    checkTable(context, dataset, "retention", span, findings);
    if (dataset.storage() instanceof Storage.Table
        && dataset.timeColumn().isEmpty()
        && !isDefault(dataset, span)) {
      findings
          .reporter(Rules.NO_TIME_COLUMN)
          .at(
              span,
              "`retention` needs an event time, but `" + dataset.id() + "` has no `timeColumn`",
              "add `timeColumn` in " + dataset.file());
    }
  }

  private static void checkAges(
      CheckContext context, Dataset dataset, Maintenance upkeep, Diagnostics findings) {
    atLeast(
        "maxHold", upkeep.maxHold(), upkeep.snapshots().value(), "`snapshots`", upkeep, findings);
    var readers = context.flow().readers(dataset.id()).stream().map(reader -> reader.place());
    atLeast(
        "snapshots",
        upkeep.snapshots(),
        longest(readers),
        "the `timeout` of a task that reads the table",
        upkeep,
        findings);
    var writers = context.flow().writers(dataset.id()).stream().map(writer -> writer.place());
    var longest = longest(writers);
    atLeast(
        "orphans",
        upkeep.orphans(),
        longest.compareTo(DAY) > 0 ? longest : DAY,
        longest.compareTo(DAY) > 0 ? "the `timeout` of the task that writes the table" : "a day",
        upkeep,
        findings);
  }

  private static Duration longest(Stream<DataFlow.Place> places) {
    return places
        .filter(place -> !place.streaming())
        .map(place -> place.task().timeout().value())
        .max(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }

  private static void atLeast(
      String key,
      Sourced<Duration> age,
      Duration least,
      String what,
      Maintenance upkeep,
      Diagnostics findings) {
    if (age.value().compareTo(least) < 0) {
      findings
          .reporter(Rules.UNSAFE_MAINTENANCE)
          .at(
              age.spanOr(upkeep.span()),
              "`%s` is %s, shorter than %s".formatted(key, DurationText.of(age.value()), what),
              "write at least " + DurationText.of(least));
    }
  }
}
