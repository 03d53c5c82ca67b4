package io.dataplat.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The data of the test: files in buckets, an Iceberg catalog and a Kafka broker at the addresses of
 * environment {@code e2e}, in a process with the libraries of the jobs.
 */
final class DataSide implements AutoCloseable {

  private static final Path JOBS = Path.of("../jobs/target").toAbsolutePath().normalize();
  private static final Pattern HOST = Pattern.compile("uri: \"?http://([^:]+):");
  private static final int READY_SECONDS = 180;

  private final String host;
  private final Path folder;
  private final Process endpoints;

  private DataSide(String host, Path folder, Process endpoints) {
    this.host = host;
    this.folder = folder;
    this.endpoints = endpoints;
  }

  /** Starts with nothing but the files of a shop, whatever an earlier run has left. */
  static DataSide start(Path folder) throws IOException {
    PlatformRepository.delete(folder);
    Files.createDirectories(folder);
    var environment = Files.readString(Path.of("../environments/e2e.yaml"));
    var host = HOST.matcher(environment).results().findFirst().orElseThrow().group(1);
    Path log = folder.resolve("endpoints.log");
    Process process = java(log, "Endpoints", List.of(host, folder.toString())).start();
    var data = new DataSide(host, folder, process);
    Wait.until(
        "the data side",
        Duration.ofSeconds(READY_SECONDS),
        () -> read(log).contains("ready: ") ? List.of() : List.of(read(log)));
    return data;
  }

  /**
   * What differs between the tables of the cluster and those of local runs of the same plans.
   *
   * @param runs a tick and an application each, in the order in which they ran
   */
  String differences(String salt, List<String> runs) throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of(folder.toString(), salt));
    arguments.addAll(runs);
    Path log = folder.resolve("twin.log");
    int code = java(log, "LocalTwin", arguments).start().waitFor();
    return code == 0 ? "" : read(log);
  }

  /** The snapshot of each table that readers see. */
  Map<String, String> snapshots() throws IOException, InterruptedException {
    Map<String, String> snapshots = new TreeMap<>();
    for (JsonNode table : ask("/v1/namespaces/retail/tables").get("identifiers")) {
      String name = table.get("name").asText();
      JsonNode metadata = ask("/v1/namespaces/retail/tables/" + name).get("metadata");
      snapshots.put(name, metadata.get("current-snapshot-id").asText());
    }
    return snapshots;
  }

  /** Has a million messages for a stream, some of them faulty or twice, in three parts. */
  Process events(Path application) throws IOException {
    Path log = folder.resolve("events.log");
    return java(log, "TopicEvents", List.of(brokers(), application.toString())).start();
  }

  /** What is wrong with that which became of the messages. */
  String wrong(Path application) throws IOException, InterruptedException {
    Path log = folder.resolve("account.log");
    var arguments = List.of(brokers(), application.toString(), folder.toString());
    int code = java(log, "TopicAccount", arguments).start().waitFor();
    return code == 0 ? "" : read(log);
  }

  private String brokers() {
    return host + ":9092";
  }

  /** What the table of a stream says of it. */
  PublishedStream stream(String table, String ledgerKey) throws IOException, InterruptedException {
    JsonNode properties = ask("/v1/namespaces/retail/tables/" + table).at("/metadata/properties");
    return PublishedStream.of(properties, ledgerKey);
  }

  private JsonNode ask(String path) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(URI.create("http://" + host + ":8181" + path)).build();
    var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    return new ObjectMapper().readTree(answer.body());
  }

  private static ProcessBuilder java(Path log, String main, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(System.getProperty("spark.jvm").split(" ")));
    String libraries = Files.readString(JOBS.resolve("class-path")).strip();
    command.addAll(List.of("-cp", JOBS + "/classes:" + JOBS + "/test-classes:" + libraries));
    command.add("io.dataplat.jobs.cluster." + main);
    command.addAll(arguments);
    return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
  }

  private static String read(Path log) {
    try {
      return Files.readString(log, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(log.toString(), e);
    }
  }

  @Override
  public void close() {
    try {
      endpoints.getOutputStream().close(); // its end of input
    } catch (IOException e) {
      endpoints.destroy();
    }
    endpoints.onExit().join();
  }
}
