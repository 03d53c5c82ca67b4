package io.dataplat.compiler.backend.helm;

import io.dataplat.compiler.backend.Backend;
import io.dataplat.compiler.backend.Document;
import io.dataplat.compiler.backend.resource.CanonicalTree;
import io.dataplat.compiler.backend.resource.ResourceDocument;
import io.dataplat.compiler.model.Component;
import io.dataplat.compiler.plan.ComponentPlan;
import io.dataplat.compiler.plan.DeploymentPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Prints the values of each component's chart, and the manifests that the chart has no key for. */
public final class HelmBackend implements Backend {

  @Override
  public String name() {
    return "helm";
  }

  @Override
  public List<Document> emit(DeploymentPlan plan) {
    List<Document> documents = new ArrayList<>();
    for (ComponentPlan component : plan.components()) {
      var folder = plan.outputPath() + "/components/" + component.name();
      documents.add(
          new Document.Tree(
              folder + "/values.yaml", component.source(), List.of(), values(plan, component)));
      if (component.component().type() == Component.Type.AIRFLOW) {
        for (var object : new AirflowPools(plan, component).objects()) {
          documents.add(ResourceDocument.in(folder + "/manifests", component.source(), object));
        }
      }
    }
    return documents;
  }

  /** What the platform needs, below what the component's document says. */
  private static Map<String, Object> values(DeploymentPlan plan, ComponentPlan component) {
    Record needed =
        component.component().type() == Component.Type.AIRFLOW
            ? AirflowValues.of(plan, component.component())
            : SparkOperatorValues.of(plan);
    return ChartValues.merged(CanonicalTree.of(needed), component.component().values());
  }
}
