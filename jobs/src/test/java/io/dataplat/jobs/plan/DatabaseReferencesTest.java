package io.dataplat.jobs.plan;

import static io.dataplat.jobs.fixture.Columns.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dataplat.jobplan.Connection;
import io.dataplat.jobplan.ConnectionType;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.Place;
import io.dataplat.jobplan.PlanJson;
import io.dataplat.jobplan.ReadMode;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.fixture.DatabaseTarget;
import io.dataplat.jobs.fixture.PlanFixture;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Plans that ask of a database what it cannot do are refused before anything is read. */
class DatabaseReferencesTest {

  private static JobPlan plan(WriteMode mode, ReadMode read) {
    var plan =
        new PlanFixture()
            .database(
                new Connection("crm", ConnectionType.JDBC, Place.EMBEDDED, Map.of(), List.of()))
            .table("rows", read, "", "retail.other.task", key("id", "bigint"))
            .output("pushed", "rows", mode, "", key("id", "bigint"))
            .build();
    return DatabaseTarget.in(plan, "retail.pushed", "public.pushed");
  }

  private static void refused(JobPlan plan, String said) {
    assertThatThrownBy(() -> PlanReader.parse(PlanJson.indented(plan)))
        .hasMessageContaining("the database table `retail.pushed`")
        .hasMessageContaining(said);
  }

  @Test
  void rowsAreAddedReplacedOrMerged() {
    var good = plan(WriteMode.UPSERT, ReadMode.FULL);
    assertThat(PlanReader.parse(PlanJson.indented(good))).isEqualTo(good);
    refused(plan(WriteMode.SCD2, ReadMode.FULL), "with `scd2`");
    refused(plan(WriteMode.SNAPSHOT, ReadMode.FULL), "with `snapshot`");
  }

  @Test
  void aDatabaseKeepsNoPlaceOfAReader() {
    refused(plan(WriteMode.APPEND, ReadMode.CHANGES), "from changes");
  }

  @Test
  void rowsAreHeldInTheCatalogOfTheQuarantine() {
    var text = PlanJson.indented(plan(WriteMode.APPEND, ReadMode.FULL));
    var without = text.replaceFirst("\"quarantine\": \\{[^}]*\\}", "\"quarantine\": null");
    assertThatThrownBy(() -> PlanReader.parse(without)).hasMessageContaining("has no quarantine");
  }
}
