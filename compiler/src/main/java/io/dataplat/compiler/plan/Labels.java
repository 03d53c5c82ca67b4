package io.dataplat.compiler.plan;

import io.dataplat.compiler.model.Domain;
import io.dataplat.compiler.model.Pipeline;
import io.dataplat.compiler.model.Sourced;
import java.util.Map;
import java.util.TreeMap;

/** The labels of the environment's objects; values have the Kubernetes form. */
final class Labels {

  private static final String COMMON = "app.kubernetes.io/";
  private static final String OWN = "dataplat.io/";

  private final String environment;

  Labels(String environment) {
    this.environment = environment;
  }

  Map<String, Sourced<String>> ofDomain(Domain domain) {
    return object(domain, domain.name(), domain.labels());
  }

  Map<String, Sourced<String>> ofPipeline(Domain domain, Pipeline pipeline) {
    var own = new TreeMap<>(domain.labels());
    own.putAll(pipeline.labels());
    Map<String, Sourced<String>> labels = object(domain, pipeline.id().name(), own);
    labels.put(OWN + "pipeline", Sourced.builtIn(Names.object(pipeline.id().name())));
    return labels;
  }

  /**
   * Returns what selectors and network policies use, and nothing that changes without a restart.
   */
  Map<String, String> ofPods(Pipeline pipeline) {
    var labels = new TreeMap<String, String>();
    labels.put(OWN + "domain", Names.object(pipeline.id().domain()));
    labels.put(OWN + "environment", Names.object(environment));
    labels.put(OWN + "pipeline", Names.object(pipeline.id().name()));
    return labels;
  }

  private Map<String, Sourced<String>> object(
      Domain domain, String name, Map<String, Sourced<String>> own) {
    Map<String, Sourced<String>> labels = new TreeMap<>(own);
    labels.put(COMMON + "managed-by", Sourced.builtIn("dataplat"));
    labels.put(COMMON + "name", Sourced.builtIn(Names.object(name)));
    labels.put(COMMON + "part-of", Sourced.builtIn(Names.object(domain.name())));
    labels.put(OWN + "domain", Sourced.builtIn(Names.object(domain.name())));
    labels.put(OWN + "environment", Sourced.builtIn(Names.object(environment)));
    labels.put(OWN + "owner", domain.owner().map(Names::object));
    domain.costCentre().ifPresent(value -> labels.put(OWN + "cost-centre", value));
    return labels;
  }
}
