package io.dataplat.compiler.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every manifest is applied to a real kube-apiserver as Argo CD does it, and read again. A server
 * may add what it defaults; were one value that we wrote missing or spelt otherwise, Argo CD would
 * see a difference for ever.
 */
@Tag("slow")
class ReadBackTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NO_FINALIZERS = "{\"metadata\": {\"finalizers\": null}}";

  @Test
  void check14TheServerReturnsEveryManifestAsItWasWritten(@TempDir Path folder) throws Exception {
    Tool kubectl = ApiServerTest.kubectl();
    ApiServerTest.createNamespaces(kubectl, folder);

    for (Path environment : GeneratedTree.environments()) {
      List<Path> files =
          GeneratedTree.manifests().stream().filter(file -> belongsTo(environment, file)).toList();
      assertThat(files).as("manifests of %s", environment.getFileName()).isNotEmpty();
      assertThat(differences(kubectl, files)).as(environment.getFileName().toString()).isEmpty();
    }
  }

  @Test
  void textsThatAreNotCanonicalComeBackOtherwise(@TempDir Path folder) throws Exception {
    Path quota =
        Files.writeString(
            folder.resolve("quota.yaml"),
            """
            apiVersion: v1
            kind: ResourceQuota
            metadata: {name: spelt-otherwise, namespace: default, labels: {}}
            spec: {hard: {pods: "5", requests.cpu: 16000m}}
            """);
    Path account =
        Files.writeString(
            folder.resolve("account.yaml"),
            """
            apiVersion: v1
            kind: ServiceAccount
            metadata: {name: as-written, namespace: default}
            automountServiceAccountToken: false
            """);

    assertThat(differences(ApiServerTest.kubectl(), List.of(quota, account)))
        .containsExactly(
            "ResourceQuota default/spelt-otherwise metadata.labels: {} became nothing",
            "ResourceQuota default/spelt-otherwise spec.hard.requests.cpu: \"16000m\" became \"16\"");
  }

  private static boolean belongsTo(Path environment, Path file) {
    return file.startsWith(environment)
        || file.equals(
            GeneratedTree.ROOT.resolve("argocd").resolve(environment.getFileName() + ".yaml"));
  }

  /** Applies files, compares what the server then holds with them, and takes them away again. */
  private static List<String> differences(Tool kubectl, List<Path> files) throws Exception {
    // No controller counts here what a quota holds, so a quota refuses all that comes after it.
    List<Path> quotas =
        files.stream().filter(file -> kinds(file).contains("ResourceQuota")).toList();
    List<Path> others = files.stream().filter(file -> !quotas.contains(file)).toList();
    try {
      apply(kubectl, others);
      apply(kubectl, quotas);
      Map<String, JsonNode> live = read(kubectl, files);
      List<String> differences = new ArrayList<>();
      for (Path file : files) {
        for (JsonNode written : GeneratedTree.documents(file)) {
          JsonNode returned = live.getOrDefault(name(written), MissingNode.getInstance());
          List<String> found = new ArrayList<>();
          compare("", written, returned, found);
          found.forEach(difference -> differences.add(name(written) + " " + difference));
        }
      }
      return differences;
    } finally {
      delete(kubectl, files);
    }
  }

  private static void apply(Tool kubectl, List<Path> files) throws Exception {
    run(
        kubectl,
        List.of("apply", "--server-side", "--force-conflicts", "--validate=strict", "-o", "name"),
        files);
  }

  private static Map<String, JsonNode> read(Tool kubectl, List<Path> files) throws Exception {
    Map<String, JsonNode> live = new TreeMap<>();
    JsonNode list = JSON.readTree(run(kubectl, List.of("get", "-o", "json"), files));
    list.path("items").forEach(object -> live.put(name(object), object));
    return live;
  }

  // Namespaces stay: nothing ends them where no controller runs, and they would refuse all objects.
  private static void delete(Tool kubectl, List<Path> files) throws Exception {
    List<Path> gone = files.stream().filter(file -> !kinds(file).contains("Namespace")).toList();
    List<Path> finalized =
        gone.stream().filter(file -> kinds(file).contains("Application")).toList();
    if (!finalized.isEmpty()) {
      run(kubectl, List.of("patch", "--type=merge", "-p", NO_FINALIZERS), finalized);
    }
    run(kubectl, List.of("delete", "--ignore-not-found", "--wait=false"), gone);
  }

  private static String run(Tool kubectl, List<String> command, List<Path> files) throws Exception {
    if (files.isEmpty()) {
      return "";
    }
    List<String> arguments = new ArrayList<>(command);
    files.forEach(file -> arguments.addAll(List.of("-f", file.toString())));
    var answer = kubectl.run(arguments);
    assertThat(answer.status()).as(answer.text()).isZero();
    return answer.text();
  }

  private static List<String> kinds(Path file) {
    return GeneratedTree.documents(file).stream().map(each -> each.path("kind").asText()).toList();
  }

  private static String name(JsonNode object) {
    JsonNode metadata = object.path("metadata");
    String namespace = metadata.path("namespace").asText();
    return object.path("kind").asText()
        + (namespace.isEmpty() ? " " : " " + namespace + "/")
        + metadata.path("name").asText();
  }

  private static void compare(
      String path, JsonNode written, JsonNode live, List<String> differences) {
    if (live.isMissingNode()) {
      differences.add(path + ": " + written + " became nothing");
    } else if (written.isObject() && live.isObject()) {
      for (var entry : written.properties()) {
        String key = (path.isEmpty() ? "" : path + ".") + entry.getKey();
        compare(key, entry.getValue(), live.path(entry.getKey()), differences);
      }
    } else if (written.isArray() && live.isArray() && written.size() == live.size()) {
      for (int i = 0; i < written.size(); i++) {
        compare(path + "[" + i + "]", written.get(i), live.get(i), differences);
      }
    } else if (!written.equals(live)) {
      differences.add(path + ": " + written + " became " + live);
    }
  }
}
