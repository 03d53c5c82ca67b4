package io.dataplat.compiler.resolve;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.diagnostic.SourceSpan;
import io.dataplat.compiler.merge.Hints;
import io.dataplat.compiler.model.Sourced;
import io.dataplat.compiler.model.TaskRuntime;
import io.dataplat.compiler.model.TaskRuntime.Driver;
import io.dataplat.compiler.model.TaskRuntime.Executor;
import io.dataplat.compiler.model.TaskRuntime.Scale;
import io.dataplat.compiler.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes runtimes of sizes, and of what tasks change of them. */
final class RuntimeResolver {
  private static final String DEFAULT_SIZE = "small";

  private final Map<String, TaskRuntime> sizes;
  private final String environment;
  private final SourceSpan environmentSpan;
  private final Diagnostics diagnostics;

  RuntimeResolver(
      Map<String, TaskRuntime> sizes,
      String environment,
      SourceSpan environmentSpan,
      Diagnostics diagnostics) {
    this.sizes = sizes;
    this.environment = environment;
    this.environmentSpan = environmentSpan;
    this.diagnostics = diagnostics;
  }

  /** Returns the sizes of an environment. */
  static Map<String, TaskRuntime> sizes(Fields environment, Diagnostics diagnostics) {
    var scalars = new Scalars(diagnostics);
    var sizes = new LinkedHashMap<String, TaskRuntime>();
    environment
        .members("sizes")
        .forEach((name, size) -> size(size, scalars).ifPresent(made -> sizes.put(name, made)));
    return sizes;
  }

  private static Optional<TaskRuntime> size(Fields size, Scalars scalars) {
    var driver = size.below("driver");
    var executor = size.below("executor");
    var driverMemory = scalars.memory(driver, "memory");
    var executorMemory = scalars.memory(executor, "memory");
    var scale = scale(executor);
    if (driverMemory.isEmpty() || executorMemory.isEmpty() || scale.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new TaskRuntime(
            new Driver(cores(driver), scalars.cpu(driver, "cpuRequest"), driverMemory.get()),
            new Executor(
                cores(executor),
                scalars.cpu(executor, "cpuRequest"),
                executorMemory.get(),
                scale.get()),
            size.texts("sparkConf")));
  }

  private static Sourced<Integer> cores(Fields fields) {
    return fields.integer("cores", 1);
  }

  /** Returns the runtime of a task: its size, with single fields changed. */
  Optional<TaskRuntime> resolve(Fields runtime) {
    var named = runtime.scalar("size");
    var name = named.map(scalar -> scalar.text()).orElse(DEFAULT_SIZE);
    var size = Optional.ofNullable(sizes.get(name));
    if (size.isEmpty()) {
      diagnostics
          .reporter(Rules.UNKNOWN_SIZE)
          .at(
              named.map(scalar -> scalar.span()).orElse(environmentSpan),
              named.isPresent()
                  ? "unknown size `%s`".formatted(name)
                  : "environment `%s` has no size `%s`".formatted(environment, name),
              Hints.nearest(name, sizes.keySet(), "sizes"));
    }
    return size.map(found -> changed(found, runtime));
  }

  private TaskRuntime changed(TaskRuntime size, Fields runtime) {
    var scalars = new Scalars(diagnostics);
    var driver = runtime.below("driver");
    var executor = runtime.below("executor");
    var weaker = new SizeValues(List.copyOf(runtime.scalar("size").stream().toList()));
    var conf = new LinkedHashMap<String, Sourced<String>>();
    size.sparkConf().forEach((key, value) -> conf.put(key, weaker.named(value)));
    runtime
        .texts("sparkConf")
        .forEach((key, value) -> conf.merge(key, value, (old, own) -> weaker.under(own, old)));
    return new TaskRuntime(
        new Driver(
            weaker.or(driver.integer("cores"), size.driver().cores()),
            weaker.orNone(scalars.cpu(driver, "cpuRequest"), size.driver().cpuRequest()),
            weaker.or(scalars.memory(driver, "memory"), size.driver().memory())),
        new Executor(
            weaker.or(executor.integer("cores"), size.executor().cores()),
            weaker.orNone(scalars.cpu(executor, "cpuRequest"), size.executor().cpuRequest()),
            weaker.or(scalars.memory(executor, "memory"), size.executor().memory()),
            scale(executor).orElseGet(() -> weaker.named(size.executor().scale()))),
        conf);
  }

  private static Optional<Scale> scale(Fields executor) {
    var instances = executor.integer("instances");
    if (instances.isPresent()) {
      return Optional.of(new Scale.Fixed(instances.get()));
    }
    var range = executor.below("dynamicAllocation");
    var min = range.integer("min");
    var max = range.integer("max");
    return min.isPresent() && max.isPresent()
        ? Optional.of(new Scale.Dynamic(min.get(), max.get()))
        : Optional.empty();
  }

  /**
   * Values of a size, which two nodes decide: that of the size, and the one that names the size.
   */
  private record SizeValues(List<YamlNode> name) {
    <T> Sourced<T> named(Sourced<T> value) {
      var sources = new ArrayList<>(value.sources());
      sources.addAll(name);
      return new Sourced<>(value.value(), sources);
    }

    /** Returns a task's own value, which also tells what it replaced. */
    <T> Sourced<T> under(Sourced<T> own, Sourced<T> weaker) {
      var sources = new ArrayList<>(own.sources());
      sources.addAll(weaker.sources());
      return new Sourced<>(own.value(), sources);
    }

    <T> Sourced<T> or(Optional<Sourced<T>> own, Sourced<T> weaker) {
      return own.map(value -> under(value, weaker)).orElseGet(() -> named(weaker));
    }

    <T> Optional<Sourced<T>> orNone(Optional<Sourced<T>> own, Optional<Sourced<T>> weaker) {
      return weaker.map(value -> or(own, value)).or(() -> own);
    }

    Scale named(Scale scale) {
      if (scale instanceof Scale.Fixed fixed) {
        return new Scale.Fixed(named(fixed.instances()));
      }
      var range = (Scale.Dynamic) scale;
      return new Scale.Dynamic(named(range.min()), named(range.max()));
    }
  }
}
