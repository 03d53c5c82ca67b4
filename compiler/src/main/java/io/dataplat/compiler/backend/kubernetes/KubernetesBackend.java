package io.dataplat.compiler.backend.kubernetes;

import io.dataplat.compiler.backend.Backend;
import io.dataplat.compiler.backend.Document;
import io.dataplat.compiler.backend.resource.ResourceDocument;
import io.dataplat.compiler.plan.DeploymentPlan;
import io.dataplat.compiler.plan.DomainPlan;
import io.dataplat.compiler.plan.PipelinePlan;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Prints the Kubernetes objects of domains and pipelines, one object a file. */
public final class KubernetesBackend implements Backend {

  @Override
  public String name() {
    return "kubernetes";
  }

  @Override
  public List<Document> emit(DeploymentPlan plan) {
    return plan.domains().parallelStream()
        .map(domain -> documents(plan, domain))
        .flatMap(Collection::stream)
        .toList();
  }

  private static List<Document> documents(DeploymentPlan plan, DomainPlan domain) {
    List<Document> documents = new ArrayList<>();
    var folder = plan.outputPath() + "/" + domain.name();
    for (var object : new DomainResources(plan, domain).objects()) {
      documents.add(ResourceDocument.in(folder, domain.source(), object));
    }
    for (PipelinePlan pipeline : domain.pipelines()) {
      documents.addAll(documents(folder + "/" + pipeline.name(), pipeline));
    }
    return documents;
  }

  private static List<Document> documents(String folder, PipelinePlan pipeline) {
    List<Document> documents = new ArrayList<>();
    for (var object : new PipelineResources(pipeline).objects()) {
      documents.add(ResourceDocument.in(folder, pipeline.source(), object));
    }
    return documents;
  }
}
