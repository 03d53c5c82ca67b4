package io.dataplat.compiler.resolve;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.merge.Hints;
import io.dataplat.compiler.merge.MergedDocument;
import io.dataplat.compiler.model.Pipeline;
import io.dataplat.compiler.model.PipelineTest;
import io.dataplat.compiler.model.Sourced;
import io.dataplat.compiler.model.Task;
import io.dataplat.compiler.yaml.YamlMapping;
import io.dataplat.compiler.yaml.YamlScalar;
import io.dataplat.compiler.yaml.YamlSequence;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Makes tests of their documents. */
final class TestResolver {
  private final Map<String, Pipeline> pipelines;
  private final Collection<String> known;
  private final Diagnostics diagnostics;

  /**
   * A resolver.
   *
   * @param pipelines those that could be made; what is wrong with the others is reported already
   * @param known the names of all
   */
  TestResolver(Map<String, Pipeline> pipelines, Collection<String> known, Diagnostics diagnostics) {
    this.pipelines = pipelines;
    this.known = known;
    this.diagnostics = diagnostics;
  }

  /** Returns the test, unless its pipeline or its task is not there. */
  Optional<PipelineTest> resolve(MergedDocument document) {
    var spec = new Fields(document.spec());
    var name = spec.required("pipeline");
    if (!known.contains(name.text())) {
      diagnostics
          .reporter(Rules.UNKNOWN_PIPELINE)
          .at(
              name.span(),
              "there is no pipeline `%s`".formatted(name.text()),
              Hints.nearest(name.text(), known, "pipelines"));
    }
    return Optional.ofNullable(pipelines.get(name.text()))
        .flatMap(
            pipeline ->
                task(spec, pipeline)
                    .map(task -> test(document, spec, Sourced.at(pipeline, name), task)));
  }

  private static PipelineTest test(
      MergedDocument document, Fields spec, Sourced<Pipeline> pipeline, Task task) {
    return new PipelineTest(
        document.identity(),
        new Fields(document.metadata()).required("name").span(),
        new Fields(document.root()).keySpan("spec"),
        pipeline,
        task,
        spec.find("run")
            .map(
                run ->
                    new PipelineTest.Run(
                        spec.keySpan("run"), run.requiredText("start"), run.text("end"))),
        rows(spec.below("given")),
        rows(spec.below("expect")),
        rows(spec.below("quarantined")),
        spec.text("failsWith"));
  }

  private Optional<Task> task(Fields spec, Pipeline pipeline) {
    var tasks = pipeline.tasks();
    var names = tasks.stream().map(Task::name).toList();
    var wanted = spec.scalar("task");
    if (wanted.isEmpty() && tasks.size() > 1) {
      diagnostics
          .reporter(Rules.MISSING_FIELD)
          .at(
              spec.keySpan("pipeline"),
              "the field `task` is missing: `%s` has several tasks".formatted(pipeline.id()),
              Hints.listed(names, "tasks"));
      return Optional.empty();
    }
    wanted.filter(name -> !names.contains(name.text())).ifPresent(name -> report(name, names));
    return tasks.stream()
        .filter(task -> wanted.isEmpty() || wanted.get().text().equals(task.name()))
        .findFirst();
  }

  private void report(YamlScalar name, Collection<String> tasks) {
    diagnostics
        .reporter(Rules.UNKNOWN_TASK)
        .at(
            name.span(),
            "there is no task `%s`".formatted(name.text()),
            Hints.nearest(name.text(), tasks, "tasks"));
  }

  private static Map<String, PipelineTest.Rows> rows(Fields fields) {
    var byName = new LinkedHashMap<String, PipelineTest.Rows>();
    fields
        .mapping()
        .entries()
        .forEach(
            (name, entry) -> {
              if (entry.value() instanceof YamlSequence list) {
                var rows =
                    list.items().stream()
                        .filter(YamlMapping.class::isInstance)
                        .map(YamlMapping.class::cast)
                        .toList();
                byName.put(name, new PipelineTest.Rows(entry.keySpan(), rows));
              }
            });
    return byName;
  }
}
