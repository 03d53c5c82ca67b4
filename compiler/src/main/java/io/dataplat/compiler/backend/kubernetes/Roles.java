package io.dataplat.compiler.backend.kubernetes;

import static java.util.Map.entry;

import io.dataplat.compiler.backend.resource.ObjectMetadata;
import io.dataplat.compiler.backend.resource.Shape;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import java.util.List;
import java.util.Map;

/** What drivers and Airflow may do in a domain's namespace: what they were seen to do, no more. */
final class Roles {

  private static final String RBAC = "rbac.authorization.k8s.io";
  private static final String SPARK = "sparkoperator.k8s.io";

  private static final Shape SPARK_DRIVER =
      role(
          rule("", "pods", "create", "delete", "deletecollection", "get", "list", "watch"),
          rule("", "configmaps", "create", "deletecollection"));

  private static final Shape AIRFLOW_WORKER =
      role(
          rule(SPARK, "sparkapplications", "create", "delete"),
          rule(SPARK, "sparkapplications/status", "get"),
          rule("", "pods", "get", "list", "patch"),
          rule("", "pods/log", "get"),
          rule("", "events", "list"));

  private static final Shape BINDING =
      Shape.of(
          new RoleBindingBuilder()
              .withMetadata(Shape.METADATA)
              .withNewRoleRef(RBAC, "Role", Shape.hole("role"))
              .addNewSubject()
              .withKind("ServiceAccount")
              .withName(Shape.hole("account"))
              .withNamespace(Shape.hole("namespace"))
              .endSubject()
              .build());

  private Roles() {}

  static Map<String, Object> sparkDriver(ObjectMetadata metadata) {
    return SPARK_DRIVER.filled(metadata);
  }

  static Map<String, Object> airflowWorker(ObjectMetadata metadata) {
    return AIRFLOW_WORKER.filled(metadata);
  }

  /** Binds a role of the object's namespace to an account, whose namespace is always written. */
  static Map<String, Object> binding(
      ObjectMetadata metadata, String role, String account, String namespace) {
    return BINDING.filled(
        metadata, entry("role", role), entry("account", account), entry("namespace", namespace));
  }

  private static Shape role(PolicyRule... rules) {
    return Shape.of(new RoleBuilder().withMetadata(Shape.METADATA).withRules(rules).build());
  }

  private static PolicyRule rule(String group, String resource, String... verbs) {
    return new PolicyRuleBuilder()
        .withApiGroups(group)
        .withResources(resource)
        .withVerbs(List.of(verbs))
        .build();
  }
}
