package io.dataplat.compiler.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The committed output of this repository. */
final class GeneratedTree {

  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Path GENERATED = ROOT.resolve("generated");
  private static final ObjectMapper YAML = new YAMLMapper();

  private GeneratedTree() {}

  static List<Path> environments() {
    try (Stream<Path> folders = Files.list(GENERATED)) {
      return folders.filter(Files::isDirectory).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What Argo CD applies: no Helm values, and no templates of Airflow. */
  static List<Path> manifests() {
    return Stream.concat(files(GENERATED), files(ROOT.resolve("argocd")))
        .filter(file -> file.toString().endsWith(".yaml"))
        .filter(file -> !file.toString().contains("/airflow/dags/"))
        .filter(file -> !file.getFileName().toString().equals("values.yaml"))
        .toList();
  }

  static List<Path> templates() {
    return files(GENERATED)
        .filter(file -> file.toString().contains("/airflow/dags/"))
        .filter(file -> file.toString().endsWith(".yaml"))
        .toList();
  }

  static List<JsonNode> documents(Path file) {
    try (MappingIterator<JsonNode> documents =
        YAML.readerFor(JsonNode.class).readValues(file.toFile())) {
      return documents.readAll();
    } catch (IOException e) {
      throw new UncheckedIOException(file.toString(), e);
    }
  }

  static String print(JsonNode node) {
    try {
      return YAML.writeValueAsString(node);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Path> files(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
