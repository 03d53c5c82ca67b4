package io.dataplat.maven;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How two mistakes in a repository are told to people and to programs. */
@Tag("slow")
class FindingsIT {

  private static final String PIPELINE = "pipelines/shop/orders_daily.yaml";

  private final Path folder;
  private final Path shop;

  FindingsIT(@TempDir Path folder) throws IOException {
    this.folder = folder;
    this.shop = Shop.withTwoMistakes(folder);
  }

  @Test
  void peopleReadEachFindingInOnePiece() {
    MavenRun run = MavenRun.goal(folder, "validate", "-Ddataplat.root=" + shop);
    assertThat(run.succeeded()).isFalse();
    assertThat(run.output())
        .contains(
            """
            [ERROR] pipelines/shop/orders_daily.yaml:9:33: error[unknown-dataset]: unknown dataset `shop.ordr_files`
              9 |       inputs: {files: {dataset: shop.ordr_files, read: interval}}
                |                                 ^^^^^^^^^^^^^^^
              hint: did you mean `shop.order_files`?
            """)
        .contains("[ERROR] " + PIPELINE + ":12:")
        .contains("2 errors, 0 warnings in " + shop)
        .contains("BUILD FAILURE")
        .doesNotContain("has a bug")
        .doesNotContain("[WARNING]");
  }

  @Test
  void jsonHasTheFieldsOfTheContractAndNoMore() throws IOException {
    Path report = folder.resolve("reports/findings.json");
    MavenRun run = report("json", report);
    assertThat(run.succeeded()).isFalse();
    assertThat(run.output()).contains("findings are in " + report + " as json");
    assertThat(run.output()).contains("[ERROR] " + PIPELINE + ":9:33: error[unknown-dataset]");

    JsonNode findings = new ObjectMapper().readTree(report.toFile());
    assertThat(findings).hasSize(2);
    List<String> names = new ArrayList<>();
    findings.get(0).fieldNames().forEachRemaining(names::add);
    assertThat(names)
        .containsExactly(
            "rule",
            "severity",
            "file",
            "line",
            "column",
            "endLine",
            "endColumn",
            "message",
            "hint",
            "environments");
    assertThat(findings.get(0).get("file").asText()).isEqualTo(PIPELINE);
    assertThat(findings.get(0).get("line").asInt()).isEqualTo(9);
    assertThat(findings.get(0).get("environments")).as("none named: it concerns all").isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          json   | "rule" : "unknown-dataset"
          junit  | <testsuite
          sarif  | "startLine" : 9
          github | ::error file=pipelines/shop/orders_daily.yaml,line=9,col=33
          gitlab | "check_name" : "unknown-dataset"
          """)
  void programsReadStandardOutput(String format, String expected) {
    MavenRun run =
        MavenRun.goal(folder, "validate", "-Ddataplat.root=" + shop, "-Ddataplat.format=" + format);
    assertThat(run.succeeded()).isFalse();
    assertThat(run.output()).contains(expected).contains("shop.ordr_files");
    assertThat(run.output()).doesNotContain("[ERROR] " + PIPELINE);
  }

  @ParameterizedTest
  @CsvSource({"text,error[unknown-dataset]", "junit,<testsuite", "sarif,2.1.0", "github,::error "})
  void everyFormatCanBeAFile(String format, String expected) throws IOException {
    Path report = folder.resolve("findings." + format);
    assertThat(report(format, report).succeeded()).isFalse();
    assertThat(Files.readString(report)).contains(expected).contains("shop.ordr_files");
  }

  @Test
  void anUnknownFormatOrEnvironmentIsTheUsersMistake() {
    MavenRun format =
        MavenRun.goal(folder, "validate", "-Ddataplat.root=" + shop, "-Ddataplat.format=xml");
    assertThat(format.output())
        .contains("dataplat.format is text, json, junit, sarif, github or gitlab, not `xml`")
        .doesNotContain("has a bug");
    MavenRun environment =
        MavenRun.goal(
            folder,
            "validate",
            "-Ddataplat.root=" + Shop.in(folder.resolve("good")),
            "-Ddataplat.environments=prd");
    assertThat(environment.succeeded()).isFalse();
    assertThat(environment.output())
        .contains("error[unknown-environment]: unknown environment `prd`")
        .contains("hint: did you mean `prod`?");
  }

  private MavenRun report(String format, Path file) {
    return MavenRun.goal(
        folder,
        "validate",
        "-Ddataplat.root=" + shop,
        "-Ddataplat.format=" + format,
        "-Ddataplat.report=" + file);
  }
}
