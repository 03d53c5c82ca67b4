package io.dataplat.jobs.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.PlanJson;
import io.dataplat.jobplan.ReadMode;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.fixture.Columns;
import io.dataplat.jobs.fixture.FilesPlan;
import io.dataplat.jobs.fixture.PlanFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Plans that write files which this job cannot are refused before anything is read. */
class FilesReferencesTest {

  private static final JobPlan PLAN =
      FilesPlan.csv("out/{yyyy}/*.csv")
          .in(
              new PlanFixture()
                  .csv("files", ReadMode.FULL, "in/*.csv", Columns.amounts())
                  .output("extract", "files", WriteMode.APPEND, "", Columns.amounts())
                  .build(),
              "retail.extract");
  private static final String TEXT = PlanJson.indented(PLAN);

  @Test
  void csvFilesAreAppended() {
    assertThat(PlanReader.parse(TEXT)).isEqualTo(PLAN);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "mode": "append"                    | "mode": "snapshot"   | with `snapshot`
          "path": "out/{yyyy}/*.csv"          | "path": "out/a.csv"  | no path of new files
          "path": "out/{yyyy}/*.csv"          | "path": "*.csv"      | no path of new files
          "path": "out/{yyyy}/*.csv"          | "path": "a/../*.csv" | below its object store
          "place": "local"                    | "place": "gcs"       | into a store at `gcs`
          "writer": "retail.orders_daily.build" | "writer": null     | has no writer
          "type": "bigint"                    | "type": "binary"     | that CSV cannot hold
          "format": "csv"                     | "format": "json"     | as json
          """)
  void otherFilesAreRefused(String good, String bad, String said) {
    assertThat(TEXT).contains(good);
    assertThatThrownBy(() -> PlanReader.parse(TEXT.replace(good, bad))).hasMessageContaining(said);
  }
}
