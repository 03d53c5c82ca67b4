package io.dataplat.jobs.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.dataplat.jobplan.Connection;
import io.dataplat.jobplan.ConnectionType;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.MetricName;
import io.dataplat.jobplan.Place;
import io.dataplat.jobplan.PlanJson;
import io.dataplat.jobplan.ReadMode;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.fixture.Columns;
import io.dataplat.jobs.fixture.DatabaseTarget;
import io.dataplat.jobs.fixture.Deleting;
import io.dataplat.jobs.fixture.DeltaPlan;
import io.dataplat.jobs.fixture.FilesPlan;
import io.dataplat.jobs.fixture.Metric;
import io.dataplat.jobs.fixture.PlanFixture;
import io.dataplat.jobs.fixture.Redis;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What needs a table of a catalog is refused for every other target, before anything is read. */
class TargetReferencesTest {

  private static JobPlan plan(WriteMode mode, String connection, ConnectionType type) {
    return new PlanFixture()
        .database(new Connection(connection, type, Place.EMBEDDED, Map.of(), List.of()))
        .csv("files", ReadMode.FULL, "in/*.csv", Columns.amounts())
        .output("online", "files", mode, "amount", Columns.amounts())
        .metrics(Metric.of("twice", MetricName.DUPLICATE_VALUES, "id").told())
        .build();
  }

  private static Stream<Arguments> targets() {
    var upsert = plan(WriteMode.UPSERT, "crm", ConnectionType.JDBC);
    var append = plan(WriteMode.APPEND, "crm", ConnectionType.JDBC);
    return Stream.of(
        arguments(
            "the database table `retail.online`",
            DatabaseTarget.in(upsert, "retail.online", "public.online")),
        arguments(
            "the Delta table `retail.online`",
            DeltaPlan.in(upsert, "retail.online", "tables/online")),
        arguments(
            "the files `retail.online`", FilesPlan.csv("out/*.csv").in(append, "retail.online")),
        arguments(
            "the keys of `retail.online`",
            Redis.in(plan(WriteMode.UPSERT, "online", ConnectionType.KEY_VALUE))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("targets")
  void whatNeedsACatalogIsRefused(String target, JobPlan plan) {
    var text = PlanJson.indented(plan);
    assertThat(PlanReader.parse(text)).isEqualTo(plan);

    refused(changed(text, "\"mode\": \"batch\"", "\"mode\": \"streaming\""), target, "in a stream");
    refused(
        changed(text, "\"mode\": \"(upsert|append)\"", "\"mode\": \"scd2\""),
        target,
        "with `scd2`");
    refused(PlanJson.indented(Deleting.byOthers(plan)), target, "and deletes keys");
    refused(changed(text, "\"read\": \"full\"", "\"read\": \"changes\""), target, "from changes");
    refused(
        changed(text, "\"scope\": null", "\"scope\": \"table\""),
        target,
        "and compares rows with what is there");
  }

  private static String changed(String text, String good, String bad) {
    var changed = text.replaceFirst(good, bad);
    assertThat(changed).isNotEqualTo(text);
    return changed;
  }

  private static void refused(String text, String target, String how) {
    assertThatThrownBy(() -> PlanReader.parse(text))
        .hasMessageContaining("the plan writes " + target + " " + how);
  }
}
