package io.dataplat.compiler.backend.argocd;

import io.dataplat.compiler.backend.Backend;
import io.dataplat.compiler.backend.Document;
import io.dataplat.compiler.backend.resource.ResourceDocument;
import io.dataplat.compiler.plan.ComponentPlan;
import io.dataplat.compiler.plan.DeploymentPlan;
import io.dataplat.compiler.plan.DomainPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Prints what Argo CD syncs: a root that is applied once by hand, and below it one project and one
 * Application for each domain, one project for the platform and one Application for each component.
 */
public final class ArgoCdBackend implements Backend {

  @Override
  public String name() {
    return "argocd";
  }

  @Override
  public List<Document> emit(DeploymentPlan plan) {
    List<Document> documents = new ArrayList<>();
    documents.add(new RootDelivery(plan).document());
    for (DomainPlan domain : plan.domains()) {
      var delivery = new DomainDelivery(plan, domain);
      documents.add(document(plan, domain.source(), delivery.project()));
      documents.add(document(plan, domain.source(), delivery.application()));
    }
    if (!plan.components().isEmpty()) {
      documents.add(document(plan, plan.source(), new PlatformProject(plan).project()));
    }
    for (ComponentPlan component : plan.components()) {
      var application = new ComponentDelivery(plan, component).application();
      documents.add(document(plan, component.source(), application));
    }
    return documents;
  }

  private static Document document(DeploymentPlan plan, String owner, Map<String, Object> object) {
    return ResourceDocument.in(plan.outputPath() + "/argocd", owner, object);
  }
}
