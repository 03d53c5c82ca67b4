package io.dataplat.compiler.plan;

import io.dataplat.compiler.model.Domain;
import io.dataplat.compiler.model.Environment;
import io.dataplat.compiler.model.Quota;
import io.dataplat.compiler.model.Sourced;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A domain in its namespace.
 *
 * @param name the identifier, as in folder names
 * @param source the file of the Domain document
 * @param namespace the Kubernetes namespace
 * @param labels of the objects that belong to the whole domain, sorted
 */
public record DomainPlan(
    String name,
    String source,
    String namespace,
    Map<String, Sourced<String>> labels,
    Sourced<String> owner,
    Domain.Contact contact,
    Quota quota,
    List<SecretPlan> secrets,
    List<PipelinePlan> pipelines) {
  public DomainPlan {
    labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    secrets = List.copyOf(secrets);
    pipelines = List.copyOf(pipelines);
  }

  /**
   * A secret that pipelines of the domain use; {@code objectName} is that of the ExternalSecret and
   * of the Secret that it makes.
   */
  public record SecretPlan(
      String name, String objectName, Sourced<String> store, Environment.Secret secret) {}
}
