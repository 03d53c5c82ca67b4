package io.dataplat.jobs.plan;

import static io.dataplat.jobs.fixture.Columns.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.PlanJson;
import io.dataplat.jobplan.ReadMode;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.fixture.PlanFixture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanReaderTest {

  private static JobPlan plan() {
    return new PlanFixture()
        .csv("files", ReadMode.FULL, "orders/*.csv", key("id", "bigint"))
        .output("orders", "files", WriteMode.OVERWRITE, "", key("id", "bigint"))
        .build();
  }

  @Test
  void whatTheCompilerWritesTheJobReadsBack() {
    assertThat(PlanReader.parse(PlanJson.indented(plan()))).isEqualTo(plan());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "\"planVersion\": \"1.0\"; \"planVersion\": \"1.1\"; plan-version",
        "\"planVersion\": \"1.0\"; \"planVersion\": \"2.0\"; plan-version",
        "\"planVersion\": \"1.0\"; \"planVersion\": 1.0; plan-version",
        "\"semantics\": 1; \"semantics\": 2; plan-version",
        "\"requires\": []; \"requires\": [\"scd2\"]; plan-requires",
        "\"requires\": []; \"requires\": [], \"extra\": 1; plan-malformed",
        "\"requires\": [],; ''; plan-malformed",
        "\"semantics\": 1,; \"semantics\": 1, \"semantics\": 1,; plan-malformed",
        "\"mode\": \"batch\"; \"mode\": \"BATCH\"; plan-malformed",
        "\"mode\": \"batch\"; \"mode\": 0; plan-malformed",
        "\"domain\": \"retail\"; \"domain\": 7; plan-malformed",
        "\"domain\": \"retail\"; \"domain\": null; plan-malformed",
        "\"shufflePartitions\": 2; \"shufflePartitions\": \"2\"; plan-malformed",
        "\"ansi\": true; \"ansi\": null; plan-malformed"
      })
  void m01APlanThatIsNotExactlyOfThisVersionIsRefused(String part, String instead, String rule) {
    var text = PlanJson.indented(plan());
    assertThat(text).contains(part);
    assertThatThrownBy(() -> PlanReader.parse(text.replaceFirst(Pattern.quote(part), instead)))
        .hasFieldOrPropertyWithValue("rule", rule);
  }

  @Test
  void textBehindThePlanIsRefused() {
    assertThatThrownBy(() -> PlanReader.parse(PlanJson.indented(plan()) + "{}"))
        .hasFieldOrPropertyWithValue("rule", "plan-malformed");
  }
}
