package io.dataplat.compiler.resolve;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.merge.MergedDocument;
import io.dataplat.compiler.model.Pipeline;
import io.dataplat.compiler.model.Pipeline.Mode;
import io.dataplat.compiler.model.Pipeline.Parameter;
import io.dataplat.compiler.model.PipelineId;
import io.dataplat.compiler.model.Sourced;
import io.dataplat.compiler.model.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes pipelines of their documents. */
final class PipelineResolver {
  private static final List<String> BATCH_ONLY = List.of("schedule");
  private static final List<String> STREAMING_ONLY = List.of("trigger", "stateVersion");

  private final TaskResolver tasks;
  private final ScheduleResolver schedules;
  private final Map<String, Sourced<Boolean>> domains;
  private final Diagnostics diagnostics;

  /**
   * A resolver.
   *
   * @param domains whether each is enabled
   */
  PipelineResolver(
      TaskResolver tasks,
      ScheduleResolver schedules,
      Map<String, Sourced<Boolean>> domains,
      Diagnostics diagnostics) {
    this.tasks = tasks;
    this.schedules = schedules;
    this.domains = domains;
    this.diagnostics = diagnostics;
  }

  /** Returns the pipeline, unless one of its tasks could not be resolved. */
  Optional<Pipeline> resolve(MergedDocument document) {
    var spec = new Fields(document.spec());
    var mode = spec.requiredConstant("mode", Mode.class);
    var streaming = mode.value() == Mode.STREAMING;
    var resolved = tasks(spec, streaming);
    var schedule =
        spec.find("schedule").map(fields -> schedules.resolve(spec.keySpan("schedule"), fields));
    if (!resolved.stream().allMatch(Optional::isPresent)) {
      return Optional.empty();
    }
    return Optional.of(
        new Pipeline(
            new PipelineId(document.domain(), document.name()),
            new Fields(document.metadata()).required("name").span(),
            document.file(),
            new Fields(document.metadata()).requiredText("description"),
            new Fields(document.metadata()).texts("labels"),
            mode,
            new Scalars(diagnostics).zone(spec, "timezone"),
            enabled(document.domain(), spec),
            schedule,
            trigger(spec, mode.value()),
            spec.integer("stateVersion", 1),
            spec.present(streaming ? BATCH_ONLY : STREAMING_ONLY),
            parameters(document),
            resolved.stream().flatMap(Optional::stream).toList()));
  }

  // A domain without a namespace has no place for its pipelines.
  private Sourced<Boolean> enabled(String domain, Fields spec) {
    return Optional.ofNullable(domains.get(domain))
        .filter(each -> !each.value())
        .orElseGet(() -> spec.flag("enabled", true));
  }

  private List<Optional<Task>> tasks(Fields spec, boolean streaming) {
    var resolved = new ArrayList<Optional<Task>>();
    var places = spec.below("tasks");
    var members = spec.members("tasks");
    members.forEach(
        (name, task) ->
            resolved.add(
                tasks.resolve(name, places.keySpan(name), task, streaming, members.keySet())));
    return resolved;
  }

  private Optional<Sourced<Duration>> trigger(Fields spec, Mode mode) {
    var every = new Scalars(diagnostics).duration(spec.below("trigger"), "every");
    return every.isPresent() || mode == Mode.BATCH
        ? every
        : Optional.of(Sourced.builtIn(Duration.ofMinutes(1)));
  }

  private static List<Parameter> parameters(MergedDocument document) {
    return document.arguments().stream()
        .map(
            argument ->
                new Parameter(
                    argument.name(),
                    argument.type(),
                    Sourced.at(argument.value().text(), argument.value())))
        .sorted(Comparator.comparing(Parameter::name))
        .toList();
  }
}
