package io.dataplat.compiler.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The text of each manifest as it stands, posted to a real kube-apiserver: kubectl drops a second
 * key of the same name before it sends, so only the raw text shows one.
 */
@Tag("slow")
class RawPostTest {

  private static final List<String> CLUSTER_WIDE = List.of("Namespace");

  /**
   * How to reach the server, with options that curl wants again for each request, and where it is.
   */
  private record Api(Tool curl, String options, String server) {
    static Api find(Path folder) throws Exception {
      if (System.getenv("DATAPLAT_API_CURL") == null
          || System.getenv("DATAPLAT_API_CURL_OPTIONS") == null) {
        Assumptions.abort(
            "DATAPLAT_API_CURL and DATAPLAT_API_CURL_OPTIONS, a file of curl's options, do not say"
                + " how to reach a kube-apiserver");
      }
      Tool kubectl = ApiServerTest.kubectl();
      ApiServerTest.createNamespaces(kubectl, folder);
      List<String> question =
          List.of("config", "view", "-o", "jsonpath={.clusters[0].cluster.server}");
      return new Api(
          Tool.find("DATAPLAT_API_CURL", "curl"),
          Files.readString(Path.of(String.valueOf(System.getenv("DATAPLAT_API_CURL_OPTIONS")))),
          kubectl.run(question).text().strip());
    }

    /** Says with one line for each request what became of it: the status and the file. */
    String post(List<String> requests) throws Exception {
      return curl.run(List.of("-K", "-"), String.join("next\n", requests)).text();
    }
  }

  @Test
  void theServerRefusesATextWithOneKeyTwice(@TempDir Path folder) throws Exception {
    Api api = Api.find(folder);
    Path twice = folder.resolve("twice.yaml");
    Files.writeString(
        twice, "apiVersion: v1\nkind: Namespace\nmetadata: {name: twice}\nspec: {}\nspec: {}\n");

    assertThat(api.post(List.of(request(api, twice, GeneratedTree.documents(twice).get(0)))))
        .isEqualTo("400 twice.yaml\n");
  }

  @Test
  void theServerTakesTheRawTextOfEveryManifest(@TempDir Path folder) throws Exception {
    Api api = Api.find(folder);
    List<String> requests = new ArrayList<>();
    for (Path file : files()) {
      for (Path single : documents(file, folder)) {
        requests.add(request(api, single, GeneratedTree.documents(single).get(0)));
      }
    }

    List<String> refused =
        api.post(requests)
            .lines()
            // A Namespace that another test made for its dry run is there already.
            .filter(line -> !line.startsWith("201 ") && !line.startsWith("409 "))
            .toList();

    assertThat(requests).hasSizeGreaterThan(300);
    assertThat(refused).isEmpty();
  }

  /** What Argo CD applies, and the templates of what Airflow submits. */
  private static List<Path> files() {
    return Stream.concat(GeneratedTree.manifests().stream(), GeneratedTree.templates().stream())
        .toList();
  }

  /** A file by itself, or each document of it, since the server takes one at a time. */
  private static List<Path> documents(Path file, Path folder) throws IOException {
    String[] texts = Files.readString(file).split("\n---\n", -1);
    if (texts.length == 1) {
      return List.of(file);
    }
    List<Path> documents = new ArrayList<>();
    for (String text : texts) {
      String name = documents.size() + "-" + file.getFileName();
      documents.add(Files.writeString(folder.resolve(name), text));
    }
    return documents;
  }

  private static String request(Api api, Path file, JsonNode document) {
    JsonNode metadata = document.path("metadata");
    String version = document.path("apiVersion").asText();
    String kind = document.path("kind").asText();
    String namespace =
        CLUSTER_WIDE.contains(kind) ? "" : "/namespaces/" + metadata.path("namespace").asText();
    String url =
        api.server()
            + (version.contains("/") ? "/apis/" : "/api/")
            + version
            + namespace
            + "/"
            + plural(kind)
            + "?dryRun=All&fieldValidation=Strict";
    return api.options()
        + """
        url = "%s"
        request = POST
        header = "Content-Type: application/yaml"
        data-binary = "@%s"
        output = /dev/null
        write-out = "%%{http_code} %s\\n"
        """
            .formatted(url, file, file.getFileName());
  }

  private static String plural(String kind) {
    String lower = kind.toLowerCase(Locale.ROOT);
    return lower.endsWith("y") ? lower.substring(0, lower.length() - 1) + "ies" : lower + "s";
  }
}
