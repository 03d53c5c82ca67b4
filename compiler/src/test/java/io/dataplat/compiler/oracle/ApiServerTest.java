package io.dataplat.compiler.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real kube-apiserver with the CRDs; {@code DATAPLAT_KUBECTL} is the command that reaches it. */
@Tag("slow")
class ApiServerTest {

  private static final String ROOT = "{{ (dag_run";

  @Test
  void theServerTakesEveryManifestInADryRunWithStrictFields(@TempDir Path folder) throws Exception {
    var kubectl = kubectl();
    createNamespaces(kubectl, folder);

    for (Path environment : GeneratedTree.environments()) {
      List<String> arguments = new ArrayList<>(dryRun());
      GeneratedTree.manifests().stream()
          .filter(file -> file.startsWith(environment) || file.startsWith(argocd()))
          .forEach(file -> arguments.addAll(List.of("-f", file.toString())));
      var answer = kubectl.run(arguments);
      assertThat(answer.status()).as(answer.text()).isZero();
    }
  }

  @Test
  void theServerTakesTheRenderedApplicationTemplates(@TempDir Path folder) throws Exception {
    var kubectl = kubectl();
    createNamespaces(kubectl, folder);
    List<String> arguments = new ArrayList<>(dryRun());
    for (Path template : GeneratedTree.templates()) {
      String text = Files.readString(template).replaceAll("\\{\\{[^}]*}}", "2026-03-29T01:00:00Z");
      assertThat(text).doesNotContain(ROOT);
      Path rendered = folder.resolve(arguments.size() + ".yaml");
      Files.writeString(rendered, text);
      arguments.addAll(List.of("-f", rendered.toString()));
    }

    var answer = kubectl.run(arguments);

    assertThat(answer.status()).as(answer.text()).isZero();
  }

  @Test
  void podSecurityRestrictedAdmitsThePodsOfEveryTemplate(@TempDir Path folder) throws Exception {
    var kubectl = kubectl();
    createNamespaces(kubectl, folder);
    List<String> arguments = new ArrayList<>(dryRun());
    for (Path file : applications()) {
      JsonNode application = GeneratedTree.documents(file).get(0);
      for (String role : List.of("driver", "executor")) {
        Path pod = folder.resolve(arguments.size() + ".yaml");
        Files.writeString(pod, GeneratedTree.print(pod(application, role)));
        arguments.addAll(List.of("-f", pod.toString()));
      }
    }

    var answer = kubectl.run(arguments);

    assertThat(answer.status()).as(answer.text()).isZero();
    assertThat(answer.text()).doesNotContain("would violate", "Warning");
  }

  static Tool kubectl() {
    return System.getenv("DATAPLAT_KUBECTL") == null
        ? org.junit.jupiter.api.Assumptions.abort(
            "DATAPLAT_KUBECTL does not say how to reach a kube-apiserver that may be written to")
        : Tool.find("DATAPLAT_KUBECTL", "kubectl");
  }

  private static List<String> dryRun() {
    return List.of("apply", "--dry-run=server", "--validate=strict", "-o", "name");
  }

  private static Path argocd() {
    return GeneratedTree.ROOT.resolve("argocd");
  }

  private static List<Path> applications() {
    List<Path> files = new ArrayList<>(GeneratedTree.templates());
    GeneratedTree.manifests().stream()
        .filter(file -> file.getFileName().toString().startsWith("sparkapplication-"))
        .forEach(files::add);
    return files;
  }

  /** A dry run needs the namespaces for real, and with them their Pod Security labels. */
  static void createNamespaces(Tool kubectl, Path folder) throws Exception {
    var missing = new TreeSet<String>();
    List<String> arguments = new ArrayList<>(List.of("apply", "-o", "name"));
    for (Path file : GeneratedTree.manifests()) {
      for (JsonNode document : GeneratedTree.documents(file)) {
        String namespace = document.path("metadata").path("namespace").asText();
        if (!namespace.isEmpty()) {
          missing.add(namespace);
        }
      }
    }
    for (Path file : GeneratedTree.manifests()) {
      JsonNode document = GeneratedTree.documents(file).get(0);
      if (document.path("kind").asText().equals("Namespace")
          && missing.remove(document.path("metadata").path("name").asText())) {
        arguments.addAll(List.of("-f", file.toString()));
      }
    }
    for (String name : missing) {
      Path file = folder.resolve("namespace-" + name + ".yaml");
      Files.writeString(
          file, "{apiVersion: v1, kind: Namespace, metadata: {name: \"" + name + "\"}}\n");
      arguments.addAll(List.of("-f", file.toString()));
    }
    var answer = kubectl.run(arguments);
    assertThat(answer.status()).as(answer.text()).isZero();
    createDefaultAccounts(kubectl, folder);
  }

  // Pods are refused without one; a controller makes it, and a bare API server has no controller.
  private static void createDefaultAccounts(Tool kubectl, Path folder) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("apply", "-o", "name"));
    var namespaces = new TreeSet<String>();
    for (Path file : applications()) {
      JsonNode application = GeneratedTree.documents(file).get(0);
      namespaces.add(application.path("metadata").path("namespace").asText());
    }
    for (String namespace : namespaces) {
      Path file = folder.resolve("account-" + namespace + ".yaml");
      Files.writeString(
          file,
          "{apiVersion: v1, kind: ServiceAccount, metadata: {name: default, namespace: \""
              + namespace
              + "\"}}\n");
      arguments.addAll(List.of("-f", file.toString()));
    }
    var answer = kubectl.run(arguments);
    assertThat(answer.status()).as(answer.text()).isZero();
  }

  /** The Pod that Spark makes of a template, as far as admission looks at it. */
  private static JsonNode pod(JsonNode application, String role) {
    ObjectNode pod = JsonNodeFactory.instance.objectNode();
    pod.put("apiVersion", "v1").put("kind", "Pod");
    JsonNode metadata = application.path("metadata");
    String namespace = metadata.path("namespace").asText();
    pod.putObject("metadata")
        .put("name", metadata.path("name").asText() + "-" + role)
        .put("namespace", namespace);
    JsonNode part = application.path("spec").path(role);
    ObjectNode spec = pod.putObject("spec");
    spec.setAll((ObjectNode) part.path("template").path("spec").deepCopy());
    spec.remove("serviceAccountName");
    ObjectNode container = (ObjectNode) spec.path("containers").get(0);
    container.put("image", application.path("spec").path("image").asText());
    container.putObject("resources").putObject("requests").put("cpu", "1").put("memory", "1Gi");
    container.withObject("/resources").putObject("limits").put("memory", "1Gi");
    return pod;
  }
}
