package io.dataplat.e2e;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a failed step leaves to look at: objects, events and logs. */
record Evidence(Cluster cluster, Path folder) {

  /** Writes all that can be had; says why if that is not all. */
  static Optional<String> collect(Path folder) {
    try (Cluster cluster = Cluster.connect()) {
      Files.createDirectories(folder);
      new Evidence(cluster, folder).collect();
      copyLogs(folder);
      return Optional.empty();
    } catch (IOException | UncheckedIOException | KubernetesClientException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private void collect() {
    write("applications", cluster.argocd("Application"));
    write("projects", cluster.argocd("AppProject"));
    write(
        "sparkapplications",
        cluster.everywhere("sparkoperator.k8s.io/v1beta2", "SparkApplication"));
    for (String namespace : cluster.namespaces()) {
      List<Pod> pods = cluster.client().pods().inNamespace(namespace).list().getItems();
      write(namespace + "-pods", pods);
      write(
          namespace + "-events",
          cluster.client().v1().events().inNamespace(namespace).list().getItems());
      pods.forEach(this::writeLog);
    }
  }

  private void writeLog(Pod pod) {
    var at = pod.getMetadata();
    try {
      var resource = cluster.client().pods().inNamespace(at.getNamespace()).withName(at.getName());
      write(at.getNamespace() + "-" + at.getName() + ".log", resource.getLog());
    } catch (KubernetesClientException e) {
      write(at.getNamespace() + "-" + at.getName() + ".no-log", String.valueOf(e.getMessage()));
    }
  }

  private void write(String name, List<? extends HasMetadata> objects) {
    write(name + ".yaml", Serialization.asYaml(objects));
  }

  private void write(String name, String text) {
    try {
      Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Copies the logs of controllers that run outside the cluster. */
  private static void copyLogs(Path folder) throws IOException {
    String logs = System.getenv("DATAPLAT_E2E_LOGS");
    if (logs == null) {
      return;
    }
    try (Stream<Path> files = Files.list(Path.of(logs))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = folder.resolve("component-" + file.getFileName());
        Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }
}
