package io.dataplat.compiler.check;

import io.dataplat.compiler.model.DatasetId;
import io.dataplat.compiler.model.Domain;
import io.dataplat.compiler.model.Pipeline;
import io.dataplat.compiler.model.Platform;
import io.dataplat.compiler.model.Task;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Which tasks read and write each dataset, in the order of the sources. */
public final class DataFlow {

  private final List<Place> tasks = new ArrayList<>();
  // Only looked up by key, never walked.
  private final Map<DatasetId, List<Writer>> writers = new LinkedHashMap<>();
  private final Map<DatasetId, List<Writer>> deleters = new LinkedHashMap<>();
  private final Map<DatasetId, List<Reader>> readers = new LinkedHashMap<>();

  private DataFlow() {}

  /** A task and where it belongs. */
  public record Place(Domain domain, Pipeline pipeline, Task task) {
    public boolean streaming() {
      return pipeline.mode().value() == Pipeline.Mode.STREAMING;
    }

    @Override
    public String toString() {
      return pipeline.id() + "." + task.name();
    }
  }

  /** A task that writes a dataset. */
  public record Writer(Place place, Task.Output output) {}

  /** A task that reads a dataset. */
  public record Reader(Place place, Task.Input input) {}

  /** Returns who reads and writes what, disabled pipelines included. */
  public static DataFlow of(Platform platform) {
    var flow = new DataFlow();
    for (var domain : platform.domains()) {
      for (var pipeline : domain.pipelines()) {
        pipeline.tasks().forEach(task -> flow.add(new Place(domain, pipeline, task)));
      }
    }
    return flow;
  }

  private void add(Place place) {
    tasks.add(place);
    for (var output : place.task().outputs()) {
      (output.isDeletion() ? deleters : writers)
          .computeIfAbsent(output.dataset().value().id(), id -> new ArrayList<>())
          .add(new Writer(place, output));
    }
    for (var input : place.task().inputs()) {
      readers
          .computeIfAbsent(input.dataset().value().id(), id -> new ArrayList<>())
          .add(new Reader(place, input));
    }
  }

  public List<Place> tasks() {
    return List.copyOf(tasks);
  }

  public Stream<Writer> writes() {
    return tasks.stream()
        .flatMap(place -> place.task().outputs().stream().map(output -> new Writer(place, output)));
  }

  public Stream<Reader> reads() {
    return tasks.stream()
        .flatMap(place -> place.task().inputs().stream().map(input -> new Reader(place, input)));
  }

  /** Returns the tasks that only delete keys of a dataset, which are none of its writers. */
  public List<Writer> deleters(DatasetId dataset) {
    return deleters.getOrDefault(dataset, List.of());
  }

  public List<Writer> writers(DatasetId dataset) {
    return writers.getOrDefault(dataset, List.of());
  }

  public List<Reader> readers(DatasetId dataset) {
    return readers.getOrDefault(dataset, List.of());
  }
}
