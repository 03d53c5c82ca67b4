package io.dataplat.compiler.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class AirflowTest {

  private static final String CHECK = "src/test/resources/oracle/check_dags.py";

  @Test
  void airflowImportsValidatesAndRendersEveryDag() throws Exception {
    var python = Tool.find("DATAPLAT_AIRFLOW_PYTHON", "airflow-python");

    for (Path dags : folders()) {
      var answer = python.run(List.of(CHECK, dags.toString()));
      assertThat(answer.status()).as(answer.text()).isZero();
    }
  }

  @Test
  void ruffHasNothingToSay() throws Exception {
    var ruff = Tool.find("DATAPLAT_RUFF", "ruff");

    for (Path dags : folders()) {
      var lint =
          ruff.run(
              List.of(
                  "check",
                  "--isolated",
                  "--preview",
                  "--no-cache",
                  "--target-version=py310",
                  "--line-length=160",
                  "--select=AIR,E,F,W,I",
                  dags.toString()));
      assertThat(lint.status()).as(lint.text()).isZero();
      var format =
          ruff.run(List.of("format", "--isolated", "--no-cache", "--check", dags.toString()));
      assertThat(format.status()).as(format.text()).isZero();
    }
  }

  private static List<Path> folders() {
    List<Path> folders =
        GeneratedTree.environments().stream()
            .map(environment -> environment.resolve("airflow/dags"))
            .filter(Files::isDirectory)
            .toList();
    assertThat(folders).as("folders of DAGs in the committed output").isNotEmpty();
    return folders;
  }
}
