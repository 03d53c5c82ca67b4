package io.dataplat.jobs;

import static io.dataplat.jobs.fixture.Columns.key;
import static io.dataplat.jobs.fixture.Columns.nullable;
import static io.dataplat.jobs.fixture.Columns.sentAs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.OnViolation;
import io.dataplat.jobplan.ReadMode;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.fixture.DeltaPlan;
import io.dataplat.jobs.fixture.Lake;
import io.dataplat.jobs.fixture.PlanFixture;
import io.dataplat.jobs.input.ChangedInputs;
import io.dataplat.jobs.input.ChangesSource;
import io.dataplat.jobs.session.LocalPlaces;
import io.dataplat.jobs.session.Secrets;
import io.delta.tables.DeltaTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.delta.DeltaLog;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.Option;

/** Delta tables that are read by their changes: what was appended since the last publish, once. */
@Tag("slow")
class DeltaChangesTest {

  private static final String TICK = "2026-03-30T01:00:00Z";
  private static final ContractColumn[] COLUMNS = {
    key("id", "bigint"), sentAs("total amount", nullable("amount", "bigint"))
  };

  private static JobPlan plan() {
    return DeltaPlan.in(
        new PlanFixture()
            .table("sales", ReadMode.CHANGES, "", "", COLUMNS)
            .inputRule("not_negative", "amount >= 0", OnViolation.QUARANTINE)
            .output("first", "sales", WriteMode.APPEND, "", COLUMNS)
            .output("second", "sales", WriteMode.APPEND, "", COLUMNS)
            .build(),
        "retail.sales",
        "theirs");
  }

  // Their table knows columns by other names and has deletion vectors, as theirs often do.
  private static void append(Lake lake, JobPlan plan, String... values) {
    lake.session(plan)
        .sql(
            "SELECT CAST(c1 AS INT) AS id, CAST(c2 AS INT) AS `total amount` FROM VALUES "
                + String.join(", ", values)
                + " AS t(c1, c2)")
        .coalesce(1)
        .write()
        .format("delta")
        .option("delta.columnMapping.mode", "name")
        .option("delta.enableDeletionVectors", "true")
        .mode("append")
        .save(DeltaPlan.folder(lake, "theirs").toString());
  }

  private static DeltaTable theirs(Lake lake, JobPlan plan) {
    return DeltaTable.forPath(lake.session(plan), DeltaPlan.folder(lake, "theirs").toString());
  }

  private static void published(Lake lake, JobPlan plan, String equation) throws IOException {
    var outcome = lake.run(plan, TICK);
    assertThat(outcome.out()).as(outcome.err()).contains("status: published").contains(equation);
  }

  private static void refused(Lake lake, JobPlan plan, ExitCode code, String... says)
      throws IOException {
    var outcome = lake.run(plan, TICK);
    assertThat(outcome.code()).as(outcome.out()).isEqualTo(code);
    assertThat(outcome.err()).contains(says).contains("--rewind-to start");
  }

  private static List<String> rows(Lake lake, JobPlan plan, String table) {
    return lake.rows(plan, "SELECT id, amount FROM lakehouse.retail." + table);
  }

  private static List<Path> files(Path root, String pattern) throws IOException {
    var matcher = root.getFileSystem().getPathMatcher("glob:" + root + "/" + pattern);
    try (var files = Files.walk(root)) {
      return files.filter(Files::isRegularFile).filter(matcher::matches).toList();
    }
  }

  private static void remove(Path root, String pattern) throws IOException {
    for (var file : files(root, pattern)) {
      Files.delete(file);
    }
    DeltaLog.clearCache();
  }

  // As VACUUM does, after a week.
  private static List<Path> hideFilesThatCompactionHasReplaced(Lake lake, JobPlan plan)
      throws IOException {
    var used = String.join(" ", theirs(lake, plan).toDF().inputFiles());
    var hidden =
        files(DeltaPlan.folder(lake, "theirs"), "**.parquet").stream()
            .filter(file -> !used.contains(String.valueOf(file.getFileName())))
            .toList();
    for (var file : hidden) {
      Files.move(file, aside(file));
    }
    return hidden;
  }

  private static Path aside(Path file) {
    return file.resolveSibling("_" + file.getFileName());
  }

  @Test
  void eachAppendedRowIsReadOnceWhateverDiesInBetweenUntilAVersionRemovesRows(@TempDir Path folder)
      throws IOException {
    var plan = plan();
    var lake = new Lake(folder);
    append(lake, plan, "(1, 1)", "(2, -2)");
    published(lake, plan, "read 2 = written 1 + quarantined 1");
    assertThat(lake.run(plan, TICK).out()).contains("status: nothing-to-do");

    append(lake, plan, "(3, 3)");
    append(lake, plan, "(4, -4)");
    theirs(lake, plan).optimize().executeCompaction();
    var hidden = hideFilesThatCompactionHasReplaced(lake, plan);
    refused(lake, plan, ExitCode.STATE_REFUSED, "state-expired", "no longer has a file");
    for (var file : hidden) {
      Files.move(aside(file), file);
    }
    lake.whenPublished(
        "first",
        () -> {
          throw new IllegalStateException("the process dies here");
        });
    assertThat(lake.run(plan, TICK).code()).isEqualTo(ExitCode.UNEXPECTED);
    assertThat(rows(lake, plan, "second")).containsExactly("1|1");
    append(lake, plan, "(5, NULL)");
    assertThat(lake.run(plan, TICK).out()).contains("status: recovered", "status: published");
    assertThat(rows(lake, plan, "first")).containsExactly("1|1", "3|3", "5|null");
    assertThat(rows(lake, plan, "second")).containsExactly("1|1", "3|3", "5|null");
    assertThat(
            lake.rows(
                plan,
                "SELECT DISTINCT regexp_replace(_batch_id, '-[0-9a-f]{8}', '') FROM lakehouse.retail.second"))
        .containsExactly(
            "retail.orders_daily.build/inc/0..3",
            "retail.orders_daily.build/inc/3..4",
            "retail.orders_daily.build/inc/start..0");

    theirs(lake, plan).delete("id = 1");
    refused(lake, plan, ExitCode.INPUT_REFUSED, "not-append-only", "the version 5 of the table");
    assertThat(lake.run(plan, TICK, "--rewind-to", "start").out()).contains("status: published");
    assertThat(rows(lake, plan, "first")).containsExactly("3|3", "5|null");
  }

  @Test
  void aPlaceThatTheTableNoLongerHasIsRefused(@TempDir Path folder) throws IOException {
    var plan = plan();
    var lake = new Lake(folder);
    var table = DeltaPlan.folder(lake, "theirs");
    append(lake, plan, "(1, 1)");
    var first = newest(lake, plan);
    append(lake, plan, "(2, 2)");
    var second = newest(lake, plan);
    append(lake, plan, "(3, 3)");
    assertThat(source(lake, plan).ordered(Set.of(second, "start", first)))
        .containsExactly("start", first, second);
    var log = DeltaLog.forTable(lake.session(plan), table.toString());
    log.checkpoint(log.unsafeVolatileSnapshot(), Option.empty());
    append(lake, plan, "(4, 4)");
    var fourth = newest(lake, plan);

    remove(table, "_delta_log/{,.}00000000000000000002.json*");
    assertThat(source(lake, plan).between(fourth, fourth).isEmpty()).isTrue();
    assertRefused(
        () -> source(lake, plan).between(first, fourth),
        "state-expired",
        "the table landing.theirs of the input `sales` no longer has the version 2; run with");

    assertRefused(
        () -> source(lake, plan).ordered(Set.of(first, fourth.replaceFirst("3", "4"))),
        "rolled-back",
        "behind the version 4, which was read already");

    remove(table, "**");
    append(lake, plan, "(9, 9)");
    assertRefused(
        () -> source(lake, plan).ordered(Set.of(first)),
        "state-expired",
        "is not the one that was read up to `" + first + "`, but was made anew");
  }

  private static String newest(Lake lake, JobPlan plan) {
    return source(lake, plan).newest("start");
  }

  private static ChangesSource source(Lake lake, JobPlan plan) {
    var places = new LocalPlaces(lake.state(), lake.folder());
    return new ChangedInputs(lake.session(plan), plan, places)
        .of(plan.inputs().get(0), Optional.empty(), Map.of(), Secrets.local(places.keys()));
  }

  private static void assertRefused(ThrowingCallable call, String rule, String says) {
    assertThatThrownBy(call)
        .hasMessageContaining(says)
        .hasMessageContaining("--rewind-to start")
        .hasFieldOrPropertyWithValue("rule", rule)
        .hasFieldOrPropertyWithValue("exitCode", ExitCode.STATE_REFUSED);
  }
}
