package io.dataplat.compiler.plan;

import io.dataplat.compiler.model.Dataset;
import io.dataplat.compiler.model.DatasetId;
import io.dataplat.compiler.model.Domain;
import io.dataplat.compiler.model.Environment;
import io.dataplat.compiler.model.Maintenance;
import io.dataplat.compiler.model.MaintenancePipeline;
import io.dataplat.compiler.model.Pipeline;
import io.dataplat.compiler.model.Platform;
import io.dataplat.compiler.model.Schedule;
import io.dataplat.compiler.model.Sourced;
import io.dataplat.compiler.model.Storage;
import io.dataplat.compiler.model.Task;
import io.dataplat.jobplan.Deletes;
import io.dataplat.jobplan.Identity;
import io.dataplat.jobplan.IntervalUnit;
import io.dataplat.jobplan.LedgerKey;
import io.dataplat.jobplan.MaintainedKind;
import io.dataplat.jobplan.MaintainedTable;
import io.dataplat.jobplan.RowRetention;
import io.dataplat.jobplan.TechnicalColumns;
import io.dataplat.jobplan.Write;
import io.dataplat.jobplan.WriteMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plans what is done to each table of a domain, and to those that jobs write beside datasets. */
final class MaintenancePlanner {

  private static final long TARGET_BYTES = 512L << 20;
  private static final Duration SNAPSHOTS = Duration.ofDays(7);
  private static final Duration MAX_HOLD = Duration.ofDays(30);
  private static final Duration ORPHANS = Duration.ofDays(3);
  private static final Duration RECORDS = Duration.ofDays(400);
  private static final String UTC = "UTC";

  private final Platform platform;
  private final Environment environment;
  private final Map<DatasetId, Writer> writers = new LinkedHashMap<>();

  MaintenancePlanner(Platform platform) {
    this.platform = platform;
    this.environment = platform.environment();
    for (Domain domain : platform.domains()) {
      for (Pipeline pipeline : domain.pipelines()) {
        for (Task task : pipeline.tasks()) {
          task.outputs().stream()
              .filter(output -> !output.isDeletion())
              .forEach(
                  output ->
                      writers.put(
                          output.dataset().value().id(), new Writer(pipeline, task, output)));
        }
      }
    }
  }

  private record Writer(Pipeline pipeline, Task task, Task.Output output) {}

  /** Returns the upkeep of a domain whose pipeline for it exists. */
  io.dataplat.jobplan.Maintenance plan(Domain domain) {
    List<MaintainedTable> tables = new ArrayList<>();
    MaintenancePipeline.tables(domain)
        .forEach(
            dataset -> {
              tables.add(table(dataset));
              tombstones(dataset).ifPresent(tables::add);
            });
    var store = environment.quarantine().orElseThrow();
    var catalog = store.connection().name();
    for (Pipeline pipeline : domain.pipelines()) {
      for (Task task : pipeline.tasks()) {
        var name = environment.quarantineTable(pipeline.id(), task.name());
        tables.add(own(MaintainedKind.QUARANTINE, catalog, name, store.retention().value()));
      }
    }
    if (keepsRecords(domain)) {
      tables.add(own(MaintainedKind.RECORDS, catalog, Environment.RUNS_TABLE, RECORDS));
      tables.add(own(MaintainedKind.RECORDS, catalog, Environment.EPOCHS_TABLE, RECORDS));
    }
    return new io.dataplat.jobplan.Maintenance(tables);
  }

  /** Returns the readers for which snapshots are kept. */
  List<HoldPlan> holds(Domain domain) {
    return MaintenancePipeline.tables(domain).stream()
        .flatMap(
            dataset ->
                MaintenancePipeline.readers(platform, dataset.id()).stream()
                    .map(reader -> reader.pipeline() + "." + reader.task())
                    .distinct()
                    .map(reader -> hold(domain, dataset, reader)))
        .toList();
  }

  private static HoldPlan hold(Domain domain, Dataset dataset, String reader) {
    return new HoldPlan(
        dataset.id().toString(),
        reader,
        snapshots(dataset),
        maxHold(dataset),
        domain.owner(),
        domain.contact().runbook());
  }

  private static Sourced<Duration> snapshots(Dataset dataset) {
    return dataset
        .maintenance()
        .map(Maintenance::snapshots)
        .orElseGet(() -> Sourced.builtIn(SNAPSHOTS));
  }

  private static Sourced<Duration> maxHold(Dataset dataset) {
    return dataset
        .maintenance()
        .map(Maintenance::maxHold)
        .orElseGet(() -> Sourced.builtIn(MAX_HOLD));
  }

  // All domains write them, and one is enough to look after them.
  private boolean keepsRecords(Domain domain) {
    return platform.domains().stream()
        .filter(each -> MaintenancePipeline.of(platform, each).isPresent())
        .findFirst()
        .filter(first -> first.name().equals(domain.name()))
        .isPresent();
  }

  private MaintainedTable table(Dataset dataset) {
    var storage = (Storage.Table) dataset.storage();
    var upkeep = dataset.maintenance();
    return new MaintainedTable(
        dataset.id().toString(),
        MaintainedKind.DATASET,
        storage.connection().name(),
        storage.name().value(),
        upkeep
            .filter(each -> each.compact().value())
            .map(each -> each.targetSize().value().amount()),
        snapshots(dataset).value().toString(),
        maxHold(dataset).value().toString(),
        upkeep.map(Maintenance::orphans).map(each -> each.value()).orElse(ORPHANS).toString(),
        MaintenancePipeline.hasRetention(dataset)
            ? Optional.of(retention(dataset))
            : Optional.empty(),
        MaintenancePipeline.readers(platform, dataset.id()).stream().map(this::reader).toList());
  }

  // Which keys are gone is remembered as long as the writer says, by the time of the delete.
  private Optional<MaintainedTable> tombstones(Dataset dataset) {
    return Optional.ofNullable(writers.get(dataset.id()))
        .map(writer -> WritePlanner.write(writer.output().write(), dataset))
        .filter(write -> write.deletes().isPresent())
        .map(write -> tombstones((Storage.Table) dataset.storage(), write));
  }

  private static MaintainedTable tombstones(Storage.Table storage, Write write) {
    var name = Deletes.tombstones(storage.name().value());
    var time =
        write.mode() == WriteMode.SCD2
            ? TechnicalColumns.VALID_FROM
            : write.sequenceBy().stream().findFirst().orElseThrow();
    return new MaintainedTable(
        name,
        MaintainedKind.TOMBSTONES,
        storage.connection().name(),
        name,
        Optional.of(TARGET_BYTES),
        SNAPSHOTS.toString(),
        MAX_HOLD.toString(),
        ORPHANS.toString(),
        Optional.of(
            new RowRetention(
                write.deletes().orElseThrow().keepTombstones(),
                Optional.of(time),
                IntervalUnit.DAY,
                UTC,
                Optional.empty())),
        List.of());
  }

  private RowRetention retention(Dataset dataset) {
    var writer = Optional.ofNullable(writers.get(dataset.id()));
    return new RowRetention(
        dataset.retention().orElseThrow().value().toString(),
        dataset.timeColumn().map(column -> column.value()),
        writer.map(each -> unit(each.pipeline())).orElse(IntervalUnit.DAY),
        writer.map(each -> each.pipeline().timezone().value().getId()).orElse(UTC),
        writer.map(each -> ledgerKey(each.pipeline(), each.task().name(), each.output().name())));
  }

  private static IntervalUnit unit(Pipeline pipeline) {
    return pipeline
        .schedule()
        .flatMap(Schedule::interval)
        .map(interval -> IntervalUnit.valueOf(interval.value().name()))
        .filter(unit -> unit != IntervalUnit.CRON)
        .orElse(IntervalUnit.DAY);
  }

  private MaintainedTable.Reader reader(MaintenancePipeline.Reader reader) {
    var table = (Storage.Table) reader.output().dataset().value().storage();
    var identity =
        new Identity(
            reader.pipeline().domain(),
            reader.pipeline().name(),
            reader.task(),
            environment.name());
    return new MaintainedTable.Reader(
        identity.taskId(),
        table.connection().name(),
        table.name().value(),
        LedgerKey.of(identity, reader.output().name()));
  }

  private String ledgerKey(Pipeline pipeline, String task, String output) {
    return LedgerKey.of(
        new Identity(pipeline.id().domain(), pipeline.id().name(), task, environment.name()),
        output);
  }

  private static MaintainedTable own(
      MaintainedKind kind, String catalog, String table, Duration retention) {
    return new MaintainedTable(
        table,
        kind,
        catalog,
        table,
        Optional.of(TARGET_BYTES),
        SNAPSHOTS.toString(),
        MAX_HOLD.toString(),
        ORPHANS.toString(),
        Optional.of(
            new RowRetention(
                retention.toString(), Optional.empty(), IntervalUnit.DAY, UTC, Optional.empty())),
        List.of());
  }
}
