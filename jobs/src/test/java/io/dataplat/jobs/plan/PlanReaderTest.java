package io.dataplat.jobs.plan;

import static io.dataplat.jobs.fixture.Columns.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.PlanJson;
import io.dataplat.jobplan.ReadMode;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.fixture.PlanFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "\"planVersion\": \"1.0\"; \"planVersion\": \"1.1\"; the plan has version `1.1`, this job runs 1.0 to 1.0",
        "\"requires\": []; \"requires\": [\"scd2\"]; the plan requires scd2, which this job does not have",
        "\"domain\": \"retail\"; \"colour\": 1, \"domain\": \"retail\"; the plan has the unknown field `identity.colour`",
        "\"shufflePartitions\": 2; \"shufflePartitions\": \"two\"; the plan has a value of a wrong kind at `session.shufflePartitions`",
        "\"ansi\": true,; ''; the plan lacks the field `session.ansi`",
        "\"domain\": \"retail\"; \"domain\": null; the plan has null at `identity.domain`",
        "\"mode\": \"batch\"; \"mode\": \"replay\"; the plan has an unknown value at `mode`, which is one of [batch, streaming, maintenance]",
        "\"mode\": \"batch\"; \"mode\": \"maintenance\"; the plan has upkeep without its mode, or the mode without upkeep",
        "\"mode\": \"batch\"; \"mode\": ; the plan is no valid JSON in line 5, column 10: Unexpected character",
        "\"timezone\": \"Europe/Zurich\"; \"timezone\": \"Mars/Phobos\"; the plan names the time zone `Mars/Phobos`, which this job does not know",
        "\"type\": \"bigint\"; \"type\": \"colour\"; the plan has the type `colour` at `retail.files_files.id`, which is none",
        "\"pattern\": null; \"pattern\": \"(\"; the plan has a pattern at `retail.files_files.id` that is none",
        "\"dataset\": \"retail.files_files\"; \"dataset\": \"retail.x\"; the plan names the dataset `retail.x`, which it does not have",
        "\"dataset\": \"retail.orders\"; \"dataset\": \"retail.x\"; the plan names the dataset `retail.x`, which it does not have",
        "\"connection\": \"landing\"; \"connection\": \"x\"; the plan names the connection `x`, which it does not have",
        "\"from\": \"files\"; \"from\": \"x\"; the plan names the input or step `x`, which it does not have",
        "\"path\": \"orders/*.csv\"; \"path\": \"../*.csv\"; the plan has the path `../*.csv`, which is no pattern below its object store",
        "\"path\": \"orders/*.csv\"; \"path\": \"[*.csv\"; the plan has the path `[*.csv`, which is no pattern below its object store",
        "\"format\": \"csv\"; \"format\": \"iceberg\"; the plan reads files of the format `iceberg`, which this job cannot",
        "\"read\": \"full\"; \"read\": \"interval\"; the plan reads `files` by interval and has none"
      })
  void whatIsWrongIsSaidInWords(String part, String instead, String message) {
    var text = PlanJson.indented(plan());
    assertThat(text).contains(part);
    assertThatThrownBy(
            () ->
                PlanReader.parse(
                    text.replaceFirst(Pattern.quote(part), Matcher.quoteReplacement(instead))))
        .hasMessageStartingWith(message)
        .hasFieldOrPropertyWithValue("exitCode", ExitCode.PLAN_REFUSED);
  }

  @Test
  void aFileThatIsNoPlanIsNamed(@TempDir Path folder) throws IOException {
    var file = folder.resolve("plan.json");
    assertThatThrownBy(() -> PlanReader.read(file))
        .hasMessage("the plan `" + file + "` does not exist");
    Files.write(file, new byte[] {'"', (byte) 0xE9, '"'});
    assertThatThrownBy(() -> PlanReader.read(file))
        .hasMessage("the plan `" + file + "` is no UTF-8 text");
    Files.writeString(file, "{");
    assertThatThrownBy(() -> PlanReader.read(file))
        .hasMessageStartingWith(
            "`"
                + file
                + "`: the plan is no valid JSON in line 1, column 2: Unexpected end-of-input");
    Files.writeString(file, "");
    assertThatThrownBy(() -> PlanReader.read(file))
        .hasMessage("`" + file + "`: the plan has no `planVersion` of the form `major.minor`");
    assertThatThrownBy(() -> PlanReader.read(folder))
        .hasMessage("the plan `" + folder + "` cannot be read");
  }

  @Test
  void textBehindThePlanIsRefused() {
    assertThatThrownBy(() -> PlanReader.parse(PlanJson.indented(plan()) + "{}"))
        .hasFieldOrPropertyWithValue("rule", "plan-malformed");
  }
}
