package io.dataplat.compiler.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The size of a Spark application. */
public record TaskRuntime(
    Driver driver, Executor executor, Map<String, Sourced<String>> sparkConf) {
  public TaskRuntime {
    sparkConf = Collections.unmodifiableMap(new LinkedHashMap<>(sparkConf));
  }

  /** The driver; {@code memory} is that of the whole container. */
  public record Driver(
      Sourced<Integer> cores, Optional<Sourced<Quantity>> cpuRequest, Sourced<Quantity> memory) {

    /** Returns the CPU that its Pod asks for, in thousandths. */
    public long milliCores() {
      return TaskRuntime.milliCores(cores, cpuRequest);
    }
  }

  /** The executors; {@code memory} is that of one whole container. */
  public record Executor(
      Sourced<Integer> cores,
      Optional<Sourced<Quantity>> cpuRequest,
      Sourced<Quantity> memory,
      Scale scale) {

    /** Returns the CPU that the Pod of one asks for, in thousandths. */
    public long milliCores() {
      return TaskRuntime.milliCores(cores, cpuRequest);
    }

    /** Returns the cores of all executors at the greatest number of them. */
    public int mostCores() {
      var instances =
          scale instanceof Scale.Dynamic dynamic
              ? dynamic.max()
              : ((Scale.Fixed) scale).instances();
      return cores.value() * instances.value();
    }
  }

  private static long milliCores(Sourced<Integer> cores, Optional<Sourced<Quantity>> request) {
    return request.map(asked -> asked.value().amount()).orElse(1000L * cores.value());
  }

  /** How many executors run. */
  public sealed interface Scale {
    /** Always the same number. */
    record Fixed(Sourced<Integer> instances) implements Scale {}

    /** Between two numbers, both at least 1. */
    record Dynamic(Sourced<Integer> min, Sourced<Integer> max) implements Scale {}
  }
}
