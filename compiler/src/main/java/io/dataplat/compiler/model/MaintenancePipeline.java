package io.dataplat.compiler.model;

import io.dataplat.compiler.model.Task.Read;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The pipeline that looks after the tables of a domain: nobody writes it, the datasets ask. */
public final class MaintenancePipeline {

  /** The name that no other pipeline may have. */
  public static final String NAME = "maintenance";

  private static final String TASK = "tables";

  // Of all other ways to read, a table's ledger remembers how far they have come.
  private static final Set<Read> FORGETFUL = EnumSet.of(Read.FULL, Read.INTERVAL);

  private MaintenancePipeline() {}

  /** A task that must still find the snapshots of a dataset, and an output that remembers which. */
  public record Reader(PipelineId pipeline, String task, Task.Output output) {}

  /** Returns the pipeline; none where no table is to be looked after. */
  public static Optional<Pipeline> of(Platform platform, Domain domain) {
    if (platform.environment().quarantine().isEmpty()
        || !domain.enabled().value()
        || tables(domain).isEmpty()) {
      return Optional.empty();
    }
    return domain.maintenance().map(plan -> pipeline(platform, domain, plan));
  }

  /** Returns the tables that ask for it and that a task writes, by name. */
  public static List<Dataset> tables(Domain domain) {
    var tables = new TreeMap<String, Dataset>();
    for (var pipeline : domain.pipelines()) {
      for (var task : pipeline.tasks()) {
        task.outputs().stream()
            .map(output -> output.dataset().value())
            .filter(MaintenancePipeline::isMaintained)
            .forEach(dataset -> tables.put(dataset.id().toString(), dataset));
      }
    }
    return List.copyOf(tables.values());
  }

  /** Says whether something is to be done to a dataset. */
  public static boolean isMaintained(Dataset dataset) {
    return dataset.storage() instanceof Storage.Table
        && (dataset.maintenance().isPresent() || hasRetention(dataset));
  }

  /** Says whether rows of a dataset are deleted one day; a default may concern one without time. */
  public static boolean hasRetention(Dataset dataset) {
    return dataset.retention().isPresent() && dataset.timeColumn().isPresent();
  }

  /** Returns the enabled tasks that take up a dataset where they have left it, in order. */
  public static List<Reader> readers(Platform platform, DatasetId dataset) {
    List<Reader> readers = new ArrayList<>();
    for (var domain : platform.domains()) {
      for (var pipeline : domain.pipelines()) {
        if (pipeline.enabled().value()) {
          pipeline.tasks().stream()
              .filter(task -> task.inputs().stream().anyMatch(in -> remembers(in, dataset)))
              .forEach(
                  task ->
                      task.outputs()
                          .forEach(
                              out -> readers.add(new Reader(pipeline.id(), task.name(), out))));
        }
      }
    }
    return readers;
  }

  private static boolean remembers(Task.Input input, DatasetId dataset) {
    return !FORGETFUL.contains(input.read().value())
        && input.dataset().value().id().equals(dataset);
  }

  private static Pipeline pipeline(Platform platform, Domain domain, Maintenance.OfDomain plan) {
    return new Pipeline(
        new PipelineId(domain.name(), NAME),
        domain.span(),
        domain.file(),
        Sourced.builtIn("Looks after the tables of `" + domain.name() + "`."),
        Map.of(),
        Sourced.builtIn(Pipeline.Mode.BATCH),
        plan.timezone(),
        Sourced.builtIn(true),
        Optional.of(schedule(domain, plan)),
        Optional.empty(),
        Sourced.builtIn(1),
        List.of(),
        List.of(),
        List.of(task(platform, domain, plan)));
  }

  private static Schedule schedule(Domain domain, Maintenance.OfDomain plan) {
    return new Schedule(
        domain.span(),
        new Schedule.Start.Cron(plan.cron()),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Sourced.builtIn(0),
        Sourced.builtIn(1));
  }

  private static Task task(Platform platform, Domain domain, Maintenance.OfDomain plan) {
    return new Task(
        TASK,
        domain.span(),
        inputs(platform, domain),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        plan.runtime(),
        Sourced.builtIn(2),
        Sourced.builtIn(Duration.ofMinutes(5)),
        Sourced.builtIn(Duration.ofHours(4)),
        List.of());
  }

  // The tables, and those whose ledgers say what their readers still need.
  private static List<Task.Input> inputs(Platform platform, Domain domain) {
    var datasets = new TreeMap<String, Dataset>();
    for (var dataset : tables(domain)) {
      datasets.put(dataset.id().toString(), dataset);
      readers(platform, dataset.id())
          .forEach(
              reader -> {
                var ledger = reader.output().dataset().value();
                datasets.put(ledger.id().toString(), ledger);
              });
    }
    return datasets.values().stream().map(dataset -> input(domain, dataset)).toList();
  }

  private static Task.Input input(Domain domain, Dataset dataset) {
    return new Task.Input(
        dataset.id().name(),
        domain.span(),
        Sourced.builtIn(dataset),
        Sourced.builtIn(Read.FULL),
        Sourced.builtIn(Task.Missing.FAIL),
        Sourced.builtIn(Task.StartFrom.EARLIEST),
        Optional.empty(),
        Sourced.builtIn(Duration.ZERO),
        Sourced.builtIn(Task.Changed.FAIL),
        Optional.empty(),
        Optional.empty());
  }
}
