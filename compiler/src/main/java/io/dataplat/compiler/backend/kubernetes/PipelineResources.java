package io.dataplat.compiler.backend.kubernetes;

import io.dataplat.compiler.backend.resource.CanonicalTree;
import io.dataplat.compiler.backend.resource.ObjectMetadata;
import io.dataplat.compiler.backend.resource.Shape;
import io.dataplat.compiler.backend.resource.Wave;
import io.dataplat.compiler.backend.sparkapplication.SparkApplications;
import io.dataplat.compiler.plan.PipelinePlan;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The objects of one pipeline; no other pipeline of the domain shows in them. */
final class PipelineResources {

  private static final Shape ACCOUNT =
      Shape.of(
          new ServiceAccountBuilder()
              .withMetadata(Shape.METADATA)
              .withAutomountServiceAccountToken(false)
              .build());

  private final PipelinePlan pipeline;

  PipelineResources(PipelinePlan pipeline) {
    this.pipeline = pipeline;
  }

  List<Map<String, Object>> objects() {
    List<Map<String, Object>> objects = new ArrayList<>();
    var metadata = metadata(pipeline.objectName(), Wave.ACCESS);
    objects.add(ACCOUNT.filled(metadata));
    objects.add(ACCOUNT.filled(metadata(pipeline.executorAccount(), Wave.ACCESS)));
    objects.add(
        Roles.binding(metadata, "spark-driver", pipeline.objectName(), pipeline.namespace()));
    objects.add(NetworkPolicies.pipeline(metadata, pipeline));
    if (!pipeline.slos().isEmpty() || !pipeline.holds().isEmpty()) {
      objects.add(
          CanonicalTree.of(
              PrometheusRule.of(metadata(pipeline.objectName(), Wave.SUPPORT), pipeline)));
    }
    if (pipeline.streaming()) {
      pipeline.tasks().forEach(task -> objects.add(SparkApplications.streaming(pipeline, task)));
    }
    return objects;
  }

  private ObjectMetadata metadata(String name, Wave wave) {
    return ObjectMetadata.namespaced(
            name, pipeline.namespace(), pipeline.labels(), pipeline.source())
        .in(wave);
  }
}
