package io.dataplat.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pipelines of this repository on this machine, as a reader of its README runs them. */
@Tag("slow")
class OwnPipelinesIT {

  private static final Path REPOSITORY = Path.of(System.getProperty("dataplat.build", ".."));
  private static final String ANSWERS = "target/dataplat/sql-analysis";

  private static Path earlier;

  private final Path folder;

  OwnPipelinesIT(@TempDir Path folder) throws IOException {
    this.folder = folder;
    copy("pipelines");
    copy("environments");
  }

  @BeforeAll
  static void knowNothing(@TempDir Path empty) {
    earlier = empty.resolve("answers");
  }

  // All runs compile the same queries; the first asks the analyser, as a user's first run does.
  @BeforeEach
  void knowTheAnswers() throws IOException {
    if (Files.exists(earlier)) {
      Files.createDirectories(folder.resolve(ANSWERS).getParent());
      Files.copy(earlier, folder.resolve(ANSWERS));
    }
  }

  @AfterEach
  void keepTheAnswers() throws IOException {
    Files.copy(folder.resolve(ANSWERS), earlier, StandardCopyOption.REPLACE_EXISTING);
  }

  @ParameterizedTest
  @ValueSource(strings = {"retail", "operations", "clickstream", "iot"})
  void aDomainRunsOnSamples(String domain) {
    MavenRun run =
        MavenRun.goal(
            folder,
            "run",
            "-Ddataplat.domain=" + domain,
            "-Ddataplat.interval=2026-01-15",
            "-Ddataplat.rows=40");
    assertThat(run.output())
        .contains("published")
        .doesNotContain("failed")
        .doesNotContain("not run: needs");
    assertThat(run.succeeded()).as(run.output()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"retail.order_events_live", "clickstream.page_views_live", "iot.telemetry_live"})
  void aStreamRunsOnItsOwnMessages(String pipeline) {
    MavenRun run =
        MavenRun.goal(
            folder,
            "run",
            "-Ddataplat.pipeline=" + pipeline,
            "-Ddataplat.rows=400",
            "-Ddataplat.rate=200",
            "-Ddataplat.faults=10%");
    assertThat(run.output())
        .containsPattern("sending 200 messages/s, 400 in all")
        .containsPattern(pipeline + "\\.[a-z]+ +400 +[1-9]")
        .doesNotContain("WARN")
        .doesNotContain("failed");
    assertThat(run.succeeded()).as(run.output()).isTrue();
  }

  @Test
  void theTestsOfThePipelinesPassAndAWrongOneIsShown() throws IOException {
    Files.writeString(
        folder.resolve("pipelines/operations/tests/wrong.yaml"),
        """
        apiVersion: dataplat.io/v1
        kind: PipelineTest
        metadata: {name: wrong}
        spec:
          pipeline: operations.load_payments
          given:
            source: [{payment_id: P-1, amount: 12.50}]
          expect:
            target: [{payment_id: P-1, amount: 12.55}]
        """);
    MavenRun run = MavenRun.goal(folder, "test");
    assertThat(run.output())
        .containsPattern("passed  retail.older_order ")
        .containsPattern("passed  operations.open_invoices ")
        .containsPattern("passed  clickstream.consent_withdrawn ")
        .containsPattern("passed  iot.energy_of_a_day ")
        .containsPattern(
            """
            FAILED  operations.wrong .* pipelines/operations/tests/wrong.yaml:3
              target: 0 of 1 expected rows .*wrong.yaml:9.*
             +payment_id  amount
             +~  P-1 +12.55 -> 12.50  line 9
            """)
        .contains(" tests, 1 failed")
        .contains("tests failed; what differs is above");
    assertThat(run.succeeded()).isFalse();
    assertThat(folder.resolve("target/dataplat/tests/TEST-operations.xml"))
        .content()
        .contains("<testcase classname=\"operations\" name=\"open_invoices\"")
        .contains("12.55 -&gt; 12.50");
  }

  private void copy(String name) throws IOException {
    try (Stream<Path> files = Files.walk(REPOSITORY.resolve(name))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = folder.resolve(REPOSITORY.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
  }
}
