package io.dataplat.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An image in the layout of the Open Container Initiative, taken out of its tar. */
final class OciImage {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final JsonNode index;
  private final JsonNode manifest;
  private final JsonNode configuration;

  private OciImage(Path folder) throws IOException {
    this.folder = folder;
    index = JSON.readTree(folder.resolve("index.json").toFile()).at("/manifests/0");
    manifest = JSON.readTree(blob(index).toFile());
    configuration = JSON.readTree(blob(manifest.get("config")).toFile());
  }

  static OciImage of(Path tar, Path folder) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    untar(tar, folder);
    return new OciImage(folder);
  }

  String name() {
    return index.at("/annotations/org.opencontainers.image.ref.name").asText();
  }

  JsonNode container() {
    return configuration.get("config");
  }

  long compressedBytes() {
    long bytes = 0;
    for (JsonNode layer : manifest.get("layers")) {
      bytes += layer.get("size").asLong();
    }
    return bytes;
  }

  Map<String, String> labels() {
    Map<String, String> labels = new LinkedHashMap<>();
    container()
        .get("Labels")
        .properties()
        .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
    return labels;
  }

  /** The environment of its processes. */
  Map<String, String> environment() {
    Map<String, String> environment = new LinkedHashMap<>();
    for (JsonNode entry : container().get("Env")) {
      int end = entry.asText().indexOf('=');
      environment.put(entry.asText().substring(0, end), entry.asText().substring(end + 1));
    }
    return environment;
  }

  /** Lays the layers over each other; none of them takes a file away. */
  void unpack(Path root) throws IOException, InterruptedException {
    Files.createDirectories(root);
    for (JsonNode layer : manifest.get("layers")) {
      untar(blob(layer), root);
    }
  }

  private Path blob(JsonNode descriptor) {
    return folder.resolve("blobs/" + descriptor.get("digest").asText().replace(':', '/'));
  }

  private static void untar(Path tar, Path folder) throws IOException, InterruptedException {
    List<String> command =
        List.of(
            "tar", "-xf", tar.toString(), "-C", folder.toString(), "--warning=no-unknown-keyword");
    Process process = new ProcessBuilder(command).inheritIO().start();
    if (process.waitFor() != 0) {
      throw new IOException(command + " failed");
    }
  }
}
