package io.dataplat.compiler.backend.sparkapplication;

import io.dataplat.compiler.model.Sourced;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The fields of the Spark operator's SparkApplication that dataplat writes, in print order. */
record SparkApplication(String apiVersion, String kind, Map<String, Object> metadata, Spec spec) {

  SparkApplication(Map<String, Object> metadata, Spec spec) {
    this("sparkoperator.k8s.io/v1beta2", "SparkApplication", metadata, spec);
  }

  record Spec(
      String type,
      String mode,
      String sparkVersion,
      Sourced<String> image,
      String imagePullPolicy,
      String mainClass,
      String mainApplicationFile,
      List<String> arguments,
      RestartPolicy restartPolicy,
      Optional<Integer> timeToLiveSeconds,
      Map<String, Sourced<String>> sparkConf,
      Optional<DynamicAllocation> dynamicAllocation,
      Dependencies deps,
      Driver driver,
      Executor executor) {}

  /** None: said all the same, as the operator's webhook says so where nobody does. */
  record Dependencies() {}

  record RestartPolicy(
      String type,
      Optional<Integer> onFailureRetryInterval,
      Optional<Integer> onSubmissionFailureRetryInterval) {

    static final RestartPolicy NEVER =
        new RestartPolicy("Never", Optional.empty(), Optional.empty());
    static final RestartPolicy ALWAYS =
        new RestartPolicy("Always", Optional.of(10), Optional.of(10));
  }

  record DynamicAllocation(
      boolean enabled,
      Sourced<Integer> initialExecutors,
      Sourced<Integer> minExecutors,
      Sourced<Integer> maxExecutors) {}

  record Driver(
      Sourced<Integer> cores,
      Optional<Sourced<String>> coreRequest,
      Sourced<String> memory,
      Sourced<String> memoryOverhead,
      String serviceAccount,
      Map<String, Object> template) {}

  record Executor(
      Sourced<Integer> instances,
      Sourced<Integer> cores,
      Optional<Sourced<String>> coreRequest,
      Sourced<String> memory,
      Sourced<String> memoryOverhead,
      String serviceAccount,
      Map<String, Object> template) {}
}
