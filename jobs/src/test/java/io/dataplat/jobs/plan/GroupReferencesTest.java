package io.dataplat.jobs.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dataplat.jobplan.PlanJson;
import io.dataplat.jobs.fixture.DeltaPlan;
import io.dataplat.jobs.fixture.SalesTotals;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Plans that replace groups and do not know them are refused before anything is read. */
class GroupReferencesTest {

  private static final String TEXT = PlanJson.indented(SalesTotals.plan());

  @Test
  void groupsAreMadeByColumnsOfRowsThatAppearInTheirTable() {
    assertThat(PlanReader.parse(TEXT)).isEqualTo(SalesTotals.plan());
  }

  @Test
  void aDeltaTableDoesNotGiveAllRowsOfAGroupAgain() {
    var sales = SalesTotals.plan().inputs().get(0).dataset();
    var text = PlanJson.indented(DeltaPlan.in(SalesTotals.plan(), sales, "sales"));
    assertThatThrownBy(() -> PlanReader.parse(text))
        .hasMessageContaining("no table that it reads by its changes");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "mode": "overwrite_groups"   | "mode": "append"     | does not say which
          "of": "sold"                 | "of": "bought"       | lacks the rows
          "read": "changes"            | "read": "full"       | no table that it reads by its changes
          "writer": "retail.load.sales"| "writer": null       | no table that it reads by its changes
          "column": "shop"             | "column": "place"    | place
          "value": "shop"              | "value": "place"     | place
          """)
  void otherwiseThePlanIsRefused(String good, String bad, String said) {
    assertThat(TEXT).contains(good);
    assertThatThrownBy(() -> PlanReader.parse(TEXT.replace(good, bad))).hasMessageContaining(said);
  }
}
