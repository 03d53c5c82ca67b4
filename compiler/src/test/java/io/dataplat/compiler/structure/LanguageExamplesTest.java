package io.dataplat.compiler.structure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageExamplesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a-domain-and-its-datasets.yaml",
        "a-batch-pipeline.yaml",
        "a-streaming-pipeline.yaml",
        "a-template-and-an-instance.yaml",
        "a-connection-and-environments.yaml"
      })
  void examplesOfTheLanguageAreWellFormed(String example) {
    assertThat(Findings.partial(Findings.resource(example))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a-batch-pipeline.yaml", "a-streaming-pipeline.yaml"})
  void documentsThatNeedNoOtherLayerAreComplete(String example) {
    assertThat(Findings.complete(Findings.resource(example))).isEmpty();
  }

  @Test
  void whatOtherLayersGiveIsMissingInADocumentAlone() {
    assertThat(Findings.complete(Findings.resource("a-domain-and-its-datasets.yaml")))
        .isEqualTo(
            """
            a.yaml:17:3-17:8 missing-field the field `connection` is missing in `files` | `connection`: Connection of type `objectStore`.
            a.yaml:31:3-31:8 missing-field the field `connection` is missing in `table` | `connection`: Connection of type `catalog` or `jdbc`; of type `objectStore` for `format: delta`.
            a.yaml:46:37-46:42 missing-field the field `connection` is missing in `table` | `connection`: Connection of type `catalog` or `jdbc`; of type `objectStore` for `format: delta`.
            """);
  }

  @Test
  void anInstanceOfATemplateIsIncompleteUntilMerged() {
    assertThat(Findings.complete(Findings.resource("a-template-and-an-instance.yaml")))
        .isEqualTo(
            """
            a.yaml:18:1-18:5 missing-field the field `mode` is missing in `spec` | `mode`: `batch`: runs start and end (an Airflow DAG); `streaming`: long-running applications.
            a.yaml:21:11-21:15 missing-field the field `outputs` is missing in `copy` | `outputs`: Datasets to write, by alias.
            """);
  }

  @ParameterizedTest
  @EnumSource(Strength.class)
  void reservedPartsAreNamedAndNothingElse(Strength strength) {
    assertThat(Findings.of(Findings.resource("reserved-parts.yaml"), strength))
        .isEqualTo(
            """
            a.yaml:22:7-22:14 not-supported-yet `forEach` is not supported yet | remove it: the name is reserved for a later release
            a.yaml:26:7-26:10 not-supported-yet `dbt` is not supported yet | remove it: the name is reserved for a later release
            """);
  }
}
