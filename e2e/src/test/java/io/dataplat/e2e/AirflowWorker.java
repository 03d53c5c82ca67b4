package io.dataplat.e2e;

import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The account of Airflow's workers, which the Roles of the domains name. */
final class AirflowWorker {

  private AirflowWorker() {}

  /** Writes a kubeconfig with its rights, not those of whoever runs the test. */
  static Path kubeconfig(Cluster cluster, Path folder) throws IOException {
    cluster.apply(
        """
        apiVersion: v1
        kind: Namespace
        metadata: {name: airflow}
        ---
        apiVersion: v1
        kind: ServiceAccount
        metadata: {name: airflow-worker, namespace: airflow}
        """);
    var account =
        cluster.client().serviceAccounts().inNamespace("airflow").withName("airflow-worker");
    var token = account.tokenRequest(new TokenRequestBuilder().withNewSpec().endSpec().build());
    var server = cluster.client().getConfiguration();
    Path file = folder.resolve("worker.kubeconfig");
    Files.writeString(
        file,
        """
        apiVersion: v1
        kind: Config
        clusters: [{name: e2e, cluster: {server: "%s", certificate-authority: "%s"}}]
        users: [{name: worker, user: {token: "%s"}}]
        contexts: [{name: e2e, context: {cluster: e2e, user: worker}}]
        current-context: e2e
        """
            .formatted(
                server.getMasterUrl(), server.getCaCertFile(), token.getStatus().getToken()));
    return file;
  }
}
