package io.dataplat.compiler.merge;

import io.dataplat.compiler.yaml.YamlEntry;
import io.dataplat.compiler.yaml.YamlMapping;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Puts the defaults of domains under their pipelines, tasks and datasets. */
final class DomainDefaults {
  private final Map<Pair, YamlMapping> done = new ConcurrentHashMap<>();

  /** Returns a document over the defaults of its domain that fit it. */
  YamlMapping under(Kind kind, YamlMapping root, YamlMapping domain) {
    var defaults = Nodes.mapping(Nodes.mapping(domain, "spec"), "defaults");
    return defaults.entries().isEmpty()
        ? root
        : done.computeIfAbsent(new Pair(root, defaults), pair -> over(kind, root, defaults));
  }

  private static YamlMapping over(Kind kind, YamlMapping root, YamlMapping defaults) {
    var spec = Nodes.mapping(root, "spec");
    var merged =
        kind == Kind.PIPELINE
            ? pipeline(spec, defaults)
            : merged(spec, Nodes.mapping(defaults, "datasets"), Schemas.PUBLISHED.spec(kind));
    return Nodes.with(root, "spec", merged);
  }

  private static YamlMapping pipeline(YamlMapping spec, YamlMapping defaults) {
    var shape = Schemas.PUBLISHED.spec(Kind.PIPELINE);
    var streaming = Nodes.text(spec, "mode").filter("streaming"::equals).isPresent();
    var ofPipelines = DefaultsFit.forMode(Nodes.mapping(defaults, "pipelines"), streaming);
    var ofTasks = DefaultsFit.forMode(Nodes.mapping(defaults, "tasks"), streaming);
    var merged = merged(spec, ofPipelines, shape);
    var tasks = Nodes.find(merged, "tasks");
    if (tasks.isEmpty() || ofTasks.entries().isEmpty()) {
      return merged;
    }
    var taskShape = shape.member("tasks").member("");
    var entries = new LinkedHashMap<String, YamlEntry>();
    tasks
        .get()
        .entries()
        .forEach(
            (name, entry) ->
                entries.put(
                    name,
                    entry.value() instanceof YamlMapping task
                        ? new YamlEntry(entry.keySpan(), merged(task, ofTasks, taskShape))
                        : entry));
    return Nodes.with(merged, "tasks", Nodes.withEntries(tasks.get(), entries));
  }

  private static YamlMapping merged(YamlMapping document, YamlMapping defaults, Shape shape) {
    return TreeMerge.DOCUMENT.merge(
        DefaultsFit.fitting(defaults, document, shape), document, shape);
  }
}
