package io.dataplat.jobs.telemetry;

import static io.dataplat.jobs.fixture.Columns.key;
import static io.dataplat.jobs.fixture.Columns.masked;
import static io.dataplat.jobs.fixture.Columns.personal;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.jobplan.BatchId;
import io.dataplat.jobplan.MaskMethod;
import io.dataplat.jobplan.ReadMode;
import io.dataplat.jobplan.RunArguments;
import io.dataplat.jobplan.RunScope;
import io.dataplat.jobplan.RunTrigger;
import io.dataplat.jobplan.Telemetry.Origin;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.fixture.PlanFixture;
import io.dataplat.jobs.run.RunSlice;
import io.dataplat.jobs.run.RunStatus;
import io.dataplat.jobs.session.LocalPlaces;
import io.dataplat.jobs.telemetry.RunRecord.OutputRecord;
import io.openlineage.client.OpenLineageClientUtils;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LineageTest {

  private static final Instant TICK = Instant.parse("2026-03-30T01:00:00Z");

  private static RecordedIdentity identity() {
    var plan =
        new PlanFixture()
            .csv("files", ReadMode.FULL, "people/*.csv", key("id", "bigint"), personal("email"))
            .output(
                "people",
                "files",
                WriteMode.APPEND,
                "",
                key("id", "bigint"),
                masked("email", MaskMethod.HMAC_SHA256, 0))
            .lineage("people", "email", new Origin("retail.files_files", "email", "direct", true))
            .build();
    var arguments =
        new RunArguments(
            "r", Optional.empty(), 1, RunTrigger.SCHEDULE, new RunScope.Tick(TICK), false);
    return RecordedIdentity.of(
        plan, arguments, new RunSlice(new BatchId("b"), TICK, Optional.empty()));
  }

  private static OutputRecord people() {
    Optional<Long> none = Optional.empty();
    return new OutputRecord(
        "people",
        "retail.people",
        "append",
        none,
        none,
        none,
        none,
        Optional.of(7L),
        none,
        none,
        none,
        none,
        none,
        none,
        none,
        none,
        none,
        none,
        none,
        Optional.empty(),
        none,
        none,
        none,
        Optional.empty());
  }

  private static RecordedFacts wrote(OutputRecord output) {
    return new RecordedFacts(
        Optional.empty(),
        List.of(),
        List.of(),
        List.of(output),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        true);
  }

  @Test
  void columnsComeFromTheColumnsThatThePlanNamesAndMasksAreSaid() {
    var identity = identity();
    var end = new RunEnd(RunStatus.PUBLISHED, Optional.empty(), Optional.empty());
    var record = identity.record("r", Optional.of(end), Optional.of(TICK), wrote(people()));

    var json =
        OpenLineageClientUtils.toJson(new LineageEvents(identity, Clock.systemUTC()).end(record));

    assertThat(json)
        .contains("\"eventType\":\"COMPLETE\"")
        .contains("\"namespace\":\"local\"")
        .contains("\"runId\":\"" + RunIdentifier.of("r", "b") + "\"")
        .contains("\"rowCount\":7")
        .contains("\"name\":\"retail.files_files\",\"field\":\"email\"")
        .contains("\"type\":\"DIRECT\"", "\"masking\":true");
  }

  @Test
  void withoutAConfigurationOnlyALocalRunWritesEvents() {
    var places = new LocalPlaces(Path.of("state"), Path.of("."));
    assertThat(new LineageTransport(Map.of(), places, false).client()).isEmpty();
    assertThat(new LineageTransport(Map.of(), places, true).client()).isPresent();
    assertThat(
            new LineageTransport(Map.of("OPENLINEAGE_URL", "http://localhost"), places, false)
                .client())
        .isPresent();
  }
}
