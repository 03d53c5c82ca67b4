package io.dataplat.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What each account may do, as the API server answers. A call is: verb, resource, namespace, where
 * {@code other} is another domain's.
 */
@Order(2)
@ExtendWith({Platform.Given.class, Steps.class})
class LeastPrivilegeIT {

  private static final String RETAIL = "e2e-retail";
  private static final String OPERATIONS = "e2e-operations";
  private static final String WORKER = "system:serviceaccount:airflow:airflow-worker";

  private static final List<String> CALLS_OF_A_DRIVER =
      List.of(
          "create pods own",
          "get pods own",
          "list pods own",
          "watch pods own",
          "delete pods own",
          "deletecollection pods own",
          "create configmaps own",
          "deletecollection configmaps own");

  private static final List<String> CALLS_OF_A_WORKER =
      List.of(
          "create sparkapplications.sparkoperator.k8s.io own",
          "delete sparkapplications.sparkoperator.k8s.io own",
          "get sparkapplications.sparkoperator.k8s.io/status own",
          "get pods own",
          "list pods own",
          "patch pods own",
          "get pods/log own",
          "list events own");

  /** What nobody of them may do, whatever else he may. */
  private static final List<String> REFUSED =
      List.of(
          "get secrets own",
          "list secrets own",
          "create secrets own",
          "get secrets kube-system",
          "get configmaps kube-system",
          "list secrets *",
          "get pods other",
          "create pods other",
          "delete pods other",
          "delete pods kube-system",
          "deletecollection pods *",
          "get nodes *",
          "list nodes *",
          "get nodes/proxy *",
          "list namespaces *",
          "delete namespaces own",
          "create pods/exec own",
          "create pods/portforward own",
          "update pods/ephemeralcontainers own",
          "create serviceaccounts/token own",
          "create serviceaccounts own",
          "create rolebindings.rbac.authorization.k8s.io own",
          "update roles.rbac.authorization.k8s.io own",
          "escalate roles.rbac.authorization.k8s.io own",
          "impersonate serviceaccounts own",
          "create clusterrolebindings.rbac.authorization.k8s.io *",
          "delete networkpolicies.networking.k8s.io own",
          "update resourcequotas own",
          "update limitranges own",
          "update externalsecrets.external-secrets.io own",
          "update sparkapplications.sparkoperator.k8s.io own",
          "create applications.argoproj.io argocd",
          "create persistentvolumeclaims own",
          "create jobs.batch own");

  private static final List<String> ONLY_OF_A_WORKER =
      List.of(
          "create sparkapplications.sparkoperator.k8s.io own",
          "delete sparkapplications.sparkoperator.k8s.io own",
          "get pods/log own",
          "patch pods own");

  @Test
  void check19ADriverMayMakeItsExecutorsAndNothingElse(Platform platform) {
    List<ServiceAccount> drivers = accounts(platform, name -> !name.endsWith("--executor"));

    assertThat(drivers).isNotEmpty();
    for (ServiceAccount driver : drivers) {
      var may = new Access(platform.cluster(), user(driver), namespace(driver));
      assertThat(CALLS_OF_A_DRIVER).as(may.user()).allMatch(may::allows);
      assertThat(both(REFUSED, ONLY_OF_A_WORKER)).as(may.user()).noneMatch(may::allows);
    }
  }

  @Test
  void check19AnExecutorMayCallNothing(Platform platform) {
    List<ServiceAccount> executors = accounts(platform, name -> name.endsWith("--executor"));

    assertThat(executors).isNotEmpty();
    for (ServiceAccount executor : executors) {
      var may = new Access(platform.cluster(), user(executor), namespace(executor));
      assertThat(both(REFUSED, both(CALLS_OF_A_DRIVER, CALLS_OF_A_WORKER)))
          .as(may.user())
          .noneMatch(may::allows);
    }
  }

  @Test
  void check19AWorkerOfAirflowMayStartApplicationsAndReadTheirPods(Platform platform) {
    platform.awaitSynced();
    for (String namespace : platform.cluster().namespaces()) {
      var may = new Access(platform.cluster(), WORKER, namespace);
      assertThat(CALLS_OF_A_WORKER).as(namespace).allMatch(may::allows);
      assertThat(REFUSED)
          .as(namespace)
          // The one account serves all domains.
          .filteredOn(call -> !call.equals("get pods other"))
          .noneMatch(may::allows);
      assertThat(List.of("create pods own", "delete pods own", "create configmaps own"))
          .as(namespace)
          .noneMatch(may::allows);
    }
  }

  @Test
  void check19AnAccountOfAnotherDomainMayNothingHere(Platform platform) {
    for (ServiceAccount account : accounts(platform, name -> true)) {
      var may = new Access(platform.cluster(), user(account), other(namespace(account)));
      assertThat(both(CALLS_OF_A_DRIVER, CALLS_OF_A_WORKER)).as(may.user()).noneMatch(may::allows);
    }
  }

  private static List<ServiceAccount> accounts(Platform platform, Predicate<String> name) {
    platform.awaitSynced();
    return platform
        .cluster()
        .client()
        .serviceAccounts()
        .inAnyNamespace()
        .withLabel("dataplat.io/environment", Cluster.ENVIRONMENT)
        .list()
        .getItems()
        .stream()
        .filter(account -> name.test(account.getMetadata().getName()))
        .toList();
  }

  private static String other(String domain) {
    return domain.equals(RETAIL) ? OPERATIONS : RETAIL;
  }

  private static List<String> both(List<String> some, List<String> others) {
    return Stream.concat(some.stream(), others.stream()).toList();
  }

  private static String user(HasMetadata account) {
    return "system:serviceaccount:" + namespace(account) + ":" + account.getMetadata().getName();
  }

  private static String namespace(HasMetadata account) {
    return account.getMetadata().getNamespace();
  }

  /** The answers of the API server about one account, whose own namespace is {@code own}. */
  private record Access(Cluster cluster, String user, String own) {

    boolean allows(String call) {
      String[] words = call.split(" ", -1);
      String[] resource = words[1].split("/", -1);
      String[] group = resource[0].split("\\.", 2);
      String namespace =
          switch (words[2]) {
            case "own" -> own;
            case "other" -> other(own);
            case "*" -> "";
            default -> words[2];
          };
      var review =
          new SubjectAccessReviewBuilder()
              .withNewSpec()
              .withUser(user)
              .withGroups("system:serviceaccounts", "system:authenticated")
              .withNewResourceAttributes()
              .withVerb(words[0])
              .withGroup(group.length > 1 ? group[1] : "")
              .withResource(group[0])
              .withSubresource(resource.length > 1 ? resource[1] : "")
              .withNamespace(namespace)
              .endResourceAttributes()
              .endSpec()
              .build();
      var answer = cluster.client().authorization().v1().subjectAccessReview().create(review);
      return Boolean.TRUE.equals(answer.getStatus().getAllowed());
    }
  }
}
