package io.dataplat.compiler.plan;

import io.dataplat.compiler.model.Sourced;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The Spark application of a task.
 *
 * @param arguments of the main class; an element may be Jinja text only in a batch task
 * @param sparkConf sorted by key, without what driver and executor say
 * @param secretMounts the secrets that the driver and executors see as files
 * @param terminationGracePeriod how long a stopping driver may finish its work; streaming only
 */
public record ApplicationPlan(
    Sourced<String> image,
    String sparkVersion,
    String mainClass,
    String mainApplicationFile,
    List<String> arguments,
    Map<String, Sourced<String>> sparkConf,
    Resources driver,
    Resources executor,
    Scale scale,
    String serviceAccount,
    String executorServiceAccount,
    List<SecretMount> secretMounts,
    Optional<Duration> terminationGracePeriod) {
  public ApplicationPlan {
    arguments = List.copyOf(arguments);
    sparkConf = Collections.unmodifiableMap(new LinkedHashMap<>(sparkConf));
    secretMounts = List.copyOf(secretMounts);
  }

  /**
   * What a Pod gets.
   *
   * @param cpuRequest what its Pod asks for, where that is not its cores
   * @param memory the heap, in Spark's spelling such as {@code 3276m}
   * @param memoryOverhead the rest of the container, in Spark's spelling
   */
  public record Resources(
      Sourced<Integer> cores,
      Optional<Sourced<String>> cpuRequest,
      Sourced<String> memory,
      Sourced<String> memoryOverhead) {}

  /** How many executors run; {@code max} is present with dynamic allocation. */
  public record Scale(Sourced<Integer> instances, Optional<Sourced<Integer>> max) {}

  /** A Secret mounted read-only as one file for each property. */
  public record SecretMount(String volume, String secretName, String path) {}
}
