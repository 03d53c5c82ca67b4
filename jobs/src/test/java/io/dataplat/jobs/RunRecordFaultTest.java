package io.dataplat.jobs;

import static io.dataplat.jobs.fixture.Columns.key;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.PlanJson;
import io.dataplat.jobplan.ReadMode;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.fixture.Lake;
import io.dataplat.jobs.fixture.PlanFixture;
import io.dataplat.jobs.fixture.SpawnedJob;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What drivers tell that are processes of their own: one that is killed, one on a cluster. */
@Tag("slow")
@EnabledOnOs({OS.LINUX, OS.MAC})
class RunRecordFaultTest {

  private static final String TICK = "2026-03-30T01:00:00Z";
  private static final String STATUSES =
      "SELECT status, run_id, exact, outputs[0].inserted FROM lakehouse.dataplat.runs";

  private static JobPlan plan(String task) {
    return new PlanFixture()
        .task(task)
        .csv("files", ReadMode.FULL, "orders/*.csv", key("id", "bigint"))
        .output("orders", "files", WriteMode.APPEND, "", key("id", "bigint"))
        .build();
  }

  private static Process started(
      Path folder, Map<String, String> environment, List<String> options, List<String> arguments)
      throws IOException {
    var builder =
        new ProcessBuilder(SpawnedJob.command(options, BatchJob.class, arguments))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("said.txt").toFile());
    builder.environment().putAll(environment);
    return builder.start();
  }

  private static String said(Path folder) throws IOException {
    return Files.readString(folder.resolve("said.txt"));
  }

  @Test
  void w05KilledAfterItPublishedAndBeforeItsRecordTheNextAttemptWritesIt(@TempDir Path folder)
      throws IOException, InterruptedException {
    var plan = plan("killed");
    var lake = new Lake(folder).file("orders/a.csv", "id\n1\n2\n");
    // Whoever looks for the table of runs waits here for ever.
    var hint = lake.state().resolve("warehouse/lakehouse/dataplat/runs/metadata/version-hint.text");
    Files.createDirectories(hint.getParent());
    assertThat(new ProcessBuilder("mkfifo", hint.toString()).start().waitFor()).isZero();
    try (var process = SpawnedJob.batch(lake, plan, TICK, "--run-id", "killed")) {
      process.await(() -> process.said().contains("published"));
    }
    Files.delete(hint);
    assertThat(lake.rows(plan, "SELECT id FROM lakehouse.retail.orders")).containsExactly("1", "2");

    assertThat(lake.run(plan, TICK, "--run-id", "next").out()).contains("status: recovered");

    assertThat(lake.rows(plan, STATUSES)).containsExactly("recovered|next|false|2");
    assertThat(lake.rows(plan, "SELECT id FROM lakehouse.retail.orders")).containsExactly("1", "2");
    assertThat(Files.readString(lake.state().resolve("openlineage.jsonl")).lines())
        .as("start of the killed; start, the abort of the killed, and end of the next")
        .extracting(line -> line.replaceAll(".*\"eventType\":\"([A-Z]+)\".*", "$1"))
        .containsExactly("START", "START", "ABORT", "COMPLETE");
  }

  @Test
  void aDriverStaysUntilItsLastWordWasScrapedAndSendsItsEvents(@TempDir Path folder)
      throws IOException, InterruptedException {
    var events = new CopyOnWriteArrayList<String>();
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/api/v1/lineage",
        exchange -> {
          events.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          // The first delivery fails, and is tried again.
          exchange.sendResponseHeaders(events.size() == 1 ? 500 : 201, -1);
          exchange.close();
        });
    server.start();
    var port = freePort();
    new Lake(folder).file("orders/a.csv", "id\n1\n2\n");
    Files.writeString(folder.resolve("plan.json"), PlanJson.indented(plan("scraped")));
    var process =
        started(
            folder,
            Map.of("OPENLINEAGE_URL", "http://localhost:" + server.getAddress().getPort()),
            List.of(
                "-Dspark.master=local[2]",
                "-Dspark.ui.port=" + port,
                "-Ddataplat.scrapeWait=PT10M"),
            List.of(
                "--plan",
                "plan.json",
                "--root",
                folder.toString(),
                "--run-id",
                "r",
                "--tick",
                TICK));
    try {
      var text = "";
      // What is seen before the driver waits for it is not its last word.
      while (process.isAlive()) {
        Thread.sleep(50);
        var seen = scraped(port);
        text = seen.contains("dataplat_last_publish") ? seen : text;
      }

      assertThat(text.lines())
          .as(said(folder))
          .contains("dataplat_frontier_timestamp_seconds{dataset=\"retail.orders\"} 1.7748324E9")
          .anyMatch(line -> line.startsWith("metrics_") && line.contains("BlockManager"));
      assertThat(process.waitFor()).as(said(folder)).isZero();
      assertThat(events)
          .extracting(event -> event.replaceAll("(?s).*\"eventType\":\"([A-Z]+)\".*", "$1"))
          .containsExactly("START", "START", "COMPLETE");
    } finally {
      process.destroyForcibly();
      server.stop(0);
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static String scraped(int port) throws InterruptedException {
    var uri = URI.create("http://localhost:" + port + "/metrics/prometheus");
    try {
      return HttpClient.newBuilder()
          .followRedirects(Redirect.NORMAL)
          .build()
          .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
          .body();
    } catch (IOException e) {
      return "";
    }
  }
}
