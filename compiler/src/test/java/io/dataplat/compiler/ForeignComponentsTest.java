package io.dataplat.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.compiler.backend.Document;
import org.junit.jupiter.api.Test;

/** An environment whose Airflow somebody else installs: {@code e2e} of this repository. */
class ForeignComponentsTest {

  @Test
  void anAirflowOfSomebodyElseGetsItsAccessButIsNotDelivered() {
    var paths =
        OwnOutput.ofRepository().documents().stream()
            .map(Document::path)
            .filter(path -> path.startsWith("generated/e2e/"))
            .toList();

    assertThat(paths)
        .contains(
            "generated/e2e/airflow/dags/retail/orders_daily/orders_daily.py",
            "generated/e2e/retail/role-airflow-worker.yaml",
            "generated/e2e/retail/rolebinding-airflow-worker.yaml")
        .noneMatch(path -> path.startsWith("generated/e2e/components/"))
        .noneMatch(path -> path.endsWith("/application-e2e--airflow.yaml"));
  }
}
