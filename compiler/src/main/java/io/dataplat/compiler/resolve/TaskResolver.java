package io.dataplat.compiler.resolve;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.diagnostic.SourceSpan;
import io.dataplat.compiler.merge.Hints;
import io.dataplat.compiler.model.Column;
import io.dataplat.compiler.model.Dataset;
import io.dataplat.compiler.model.Expectation;
import io.dataplat.compiler.model.Sourced;
import io.dataplat.compiler.model.Task;
import io.dataplat.compiler.model.Task.Input;
import io.dataplat.compiler.model.Task.Output;
import io.dataplat.compiler.model.Task.Write;
import io.dataplat.compiler.yaml.YamlScalar;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes the tasks of pipelines. */
final class TaskResolver {
  private static final List<String> BATCH_ONLY = List.of("retries", "retryDelay", "timeout");

  private final Datasets datasets;
  private final RuntimeResolver runtimes;
  private final StepResolver steps;
  private final Diagnostics diagnostics;

  TaskResolver(
      Datasets datasets, RuntimeResolver runtimes, StepResolver steps, Diagnostics diagnostics) {
    this.datasets = datasets;
    this.runtimes = runtimes;
    this.steps = steps;
    this.diagnostics = diagnostics;
  }

  /** Returns the task, unless something in it could not be resolved. */
  Optional<Task> resolve(
      String name, SourceSpan span, Fields task, boolean streaming, Collection<String> siblings) {
    var inputs = inputs(task);
    var relations = new Relations(task, datasetsOf(inputs), diagnostics);
    var resolvedSteps = steps.resolve(task, relations);
    var outputs = outputs(task, relations);
    task.items("after").forEach(other -> checkTask(other, siblings));
    var runtime = runtimes.resolve(task.below("runtime"));
    if (!areAllPresent(inputs)
        || !areAllPresent(resolvedSteps)
        || !areAllPresent(outputs)
        || runtime.isEmpty()) {
      return Optional.empty();
    }
    var scalars = new Scalars(diagnostics);
    return Optional.of(
        new Task(
            name,
            span,
            present(inputs),
            present(resolvedSteps),
            present(outputs),
            present(outputs).stream().flatMap(this::references).toList(),
            task.itemTexts("after"),
            runtime.get(),
            task.integer("retries", 2),
            scalars.duration(task, "retryDelay", Duration.ofMinutes(5)),
            scalars.duration(task, "timeout", Duration.ofHours(4)),
            task.present(streaming ? BATCH_ONLY : List.of())));
  }

  private List<Optional<Input>> inputs(Fields task) {
    var inputs = new ArrayList<Optional<Input>>();
    var places = task.below("inputs");
    task.members("inputs")
        .forEach((alias, input) -> inputs.add(input(alias, places.keySpan(alias), input)));
    return inputs;
  }

  private Optional<Input> input(String alias, SourceSpan span, Fields input) {
    return datasets
        .find(input.required("dataset"))
        .map(
            dataset ->
                new Input(
                    alias,
                    span,
                    dataset,
                    input.requiredConstant("read", Task.Read.class),
                    input.constant("missing", Task.Missing.class, Task.Missing.FAIL),
                    input.constant("startFrom", Task.StartFrom.class, Task.StartFrom.EARLIEST),
                    new Scalars(diagnostics).duration(input, "watermark"),
                    new Scalars(diagnostics).duration(input, "settle", Duration.ofMinutes(5)),
                    input.constant("changed", Task.Changed.class, Task.Changed.FAIL),
                    jdbc(input, dataset.value()),
                    changes(input, dataset.value())));
  }

  private Optional<Task.Jdbc> jdbc(Fields input, Dataset dataset) {
    return input
        .find("jdbc")
        .map(
            jdbc -> {
              var columns =
                  new ContractColumns(dataset.id().toString(), dataset.columns(), diagnostics);
              jdbc.scalar("partitionColumn").ifPresent(columns::find);
              return new Task.Jdbc(
                  input.keySpan("jdbc"),
                  jdbc.text("partitionColumn"),
                  jdbc.integer("partitions"),
                  jdbc.constant("consistency", Task.Consistency.class, Task.Consistency.SNAPSHOT));
            });
  }

  private Optional<Task.Changes> changes(Fields input, Dataset dataset) {
    return input
        .find("changes")
        .map(
            changes -> {
              var columns =
                  new ContractColumns(dataset.id().toString(), dataset.columns(), diagnostics);
              columns.find(changes.required("column"));
              var scalars = new Scalars(diagnostics);
              return new Task.Changes(
                  input.keySpan("changes"),
                  changes.requiredText("column"),
                  scalars.duration(changes, "settle", Duration.ofMinutes(10)),
                  scalars.duration(changes, "overlap"));
            });
  }

  private Stream<Task.Reference> references(Output output) {
    return output.dataset().value().expectations().stream()
        .filter(Expectation.Metric.class::isInstance)
        .map(Expectation.Metric.class::cast)
        .filter(metric -> metric.measure().value() == Expectation.Measure.INVALID_REFERENCES)
        .flatMap(metric -> metric.columns().stream())
        .flatMap(name -> reference(output, name).stream());
  }

  private Optional<Task.Reference> reference(Output output, Sourced<String> name) {
    var column = output.dataset().value().column(name.value());
    return column
        .flatMap(Column::references)
        .flatMap(reference -> datasets.find(reference.dataset()))
        .map(
            dataset ->
                new Task.Reference(
                    name.spanOr(output.span()), output, column.orElseThrow(), dataset));
  }

  private static Map<String, Dataset> datasetsOf(List<Optional<Input>> inputs) {
    var byAlias = new LinkedHashMap<String, Dataset>();
    present(inputs).forEach(input -> byAlias.put(input.alias(), input.dataset().value()));
    return byAlias;
  }

  private List<Optional<Output>> outputs(Fields task, Relations relations) {
    var outputs = new ArrayList<Optional<Output>>();
    var places = task.below("outputs");
    task.members("outputs")
        .forEach(
            (name, output) -> outputs.add(output(name, places.keySpan(name), output, relations)));
    return outputs;
  }

  private Optional<Output> output(
      String name, SourceSpan span, Fields output, Relations relations) {
    relations.check(output.required("from"));
    return datasets
        .find(output.required("dataset"))
        .map(
            dataset ->
                new Output(
                    name,
                    span,
                    dataset,
                    output.requiredText("from"),
                    write(output, dataset.value())));
  }

  private Write write(Fields output, Dataset target) {
    var write = output.below("write");
    var columns = new ContractColumns(target.id().toString(), target.columns(), diagnostics);
    write.scalar("sequenceBy").ifPresent(columns::find);
    write
        .scalar("effectiveFrom")
        .filter(from -> !from.text().equals(Task.RUN))
        .ifPresent(columns::find);
    write.items("track").forEach(columns::find);
    return new Write(
        output.keySpan("write"),
        write.requiredConstant("mode", Task.WriteMode.class),
        write.text("sequenceBy"),
        write.text("effectiveFrom"),
        write.itemTexts("track"),
        write.constant("late", Task.LateChanges.class),
        write.constant("absent", Task.AbsentKeys.class),
        new Scalars(diagnostics).percent(write, "maxRemoved"),
        deletes(write));
  }

  private Optional<Task.Deletes> deletes(Fields write) {
    return write
        .find("deletes")
        .map(
            deletes ->
                new Task.Deletes(
                    write.keySpan("deletes"),
                    deletes.text("when"),
                    new Scalars(diagnostics)
                        .duration(deletes, "keepTombstones", Task.Deletes.KEPT)));
  }

  private void checkTask(YamlScalar other, Collection<String> siblings) {
    if (!siblings.contains(other.text())) {
      diagnostics
          .reporter(Rules.UNKNOWN_TASK)
          .at(
              other.span(),
              "there is no task `%s`".formatted(other.text()),
              Hints.nearest(other.text(), siblings, "tasks"));
    }
  }

  private static <T> boolean areAllPresent(List<Optional<T>> values) {
    return values.stream().allMatch(Optional::isPresent);
  }

  private static <T> List<T> present(List<Optional<T>> values) {
    return values.stream().flatMap(Optional::stream).toList();
  }
}
