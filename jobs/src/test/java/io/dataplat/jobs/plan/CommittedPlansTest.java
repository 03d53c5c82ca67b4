package io.dataplat.jobs.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.jobplan.ConnectionType;
import io.dataplat.jobplan.PlanJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The jobs read every plan of the committed output, and nothing in it is lost on them. */
class CommittedPlansTest {

  private static final Path GENERATED = Path.of("..", "generated");
  private static final String PLAN = "dataplat.io/plan: |";

  @Test
  void theJobsReadEveryPlanThatClustersGet() throws IOException {
    int plans = 0;
    for (Path file : applications()) {
      String text = plan(Files.readAllLines(file));
      assertThat(PlanJson.indented(PlanReader.parse(text)).strip())
          .as(file.toString())
          .isEqualTo(text);
      plans++;
    }
    assertThat(plans).isGreaterThan(100);
  }

  @Test
  void eachCheckpointLiesInAStoreOfItsPlan() throws IOException {
    int streams = 0;
    for (Path file : applications()) {
      var plan = PlanReader.parse(plan(Files.readAllLines(file)));
      if (plan.stream().isPresent()) {
        assertThat(plan.connections())
            .as(file.toString())
            .filteredOn(connection -> connection.type() == ConnectionType.OBJECT_STORE)
            .extracting(connection -> "s3://" + connection.properties().get("bucket") + "/")
            .anyMatch(plan.stream().get().checkpoint()::startsWith);
        streams++;
      }
    }
    assertThat(streams).isPositive();
  }

  /** The block below the plan's key: all lines that are indented further. */
  private static String plan(List<String> lines) {
    String key = lines.stream().filter(line -> line.endsWith(PLAN)).findFirst().orElseThrow();
    String indent = key.replace(PLAN, " ");
    return lines.stream()
        .skip(lines.indexOf(key) + 1L)
        .takeWhile(line -> line.startsWith(indent))
        .collect(Collectors.joining("\n"))
        .stripIndent();
  }

  private static List<Path> applications() throws IOException {
    List<Path> applications = new ArrayList<>();
    try (Stream<Path> files = Files.walk(GENERATED)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".yaml")).sorted().toList()) {
        if (Files.readString(file).contains("\nkind: SparkApplication\n")) {
          applications.add(file);
        }
      }
    }
    return applications;
  }
}
