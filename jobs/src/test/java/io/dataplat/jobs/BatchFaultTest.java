package io.dataplat.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.OnViolation;
import io.dataplat.jobplan.ReadMode;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.fixture.Columns;
import io.dataplat.jobs.fixture.Lake;
import io.dataplat.jobs.fixture.PlanFixture;
import io.dataplat.jobs.fixture.SpawnedJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Batches whose process is killed: each table is as before or as after, and the next run ends it.
 */
@Tag("slow")
@EnabledOnOs({OS.LINUX, OS.MAC})
class BatchFaultTest {

  private static final String TICK = "2026-03-30T01:00:00Z";
  private static final Pattern LEDGER =
      Pattern.compile("\"dataplat\\.ledger\\.[^\"]+\"\\s*:\\s*\"(?:[^\"\\\\]|\\\\.)*\"");
  private static final List<String> OUTPUTS = List.of("first", "second", "third", "fourth");
  private static final List<String> OLD = List.of("1|1", "2|2");
  private static final List<String> NEW = List.of("1|10", "3|30");

  private static JobPlan plan() {
    var columns = Columns.amounts();
    var plan = new PlanFixture().csv("files", ReadMode.FULL, "orders/*.csv", columns);
    for (var output : OUTPUTS) {
      var mode = output.equals("fourth") ? WriteMode.OVERWRITE : WriteMode.APPEND;
      plan.output(output, "files", mode, "", columns)
          .rule("not_negative", "amount >= 0", OnViolation.QUARANTINE);
    }
    return plan.build();
  }

  private static Lake published(Path folder) throws IOException {
    var lake = new Lake(folder).file("orders/a.csv", "id,amount\n1,1\n2,2\n");
    assertThat(lake.run(plan(), TICK).code()).isEqualTo(ExitCode.SUCCESS);
    return lake.file("orders/a.csv", "id,amount\n1,10\n3,30\n4,-4\n");
  }

  private static List<String> rows(Lake lake, String output) {
    return lake.rows(plan(), "SELECT id, amount FROM lakehouse.retail." + output);
  }

  private static void theNextAttemptBringsTheRest(Lake lake, String status) throws IOException {
    for (var output : OUTPUTS) {
      assertThat(rows(lake, output)).as(output).isIn(OLD, NEW);
    }

    var next = lake.run(plan(), TICK);

    assertThat(next.code()).as(next.err()).isEqualTo(ExitCode.SUCCESS);
    assertThat(next.out())
        .contains("status: " + status)
        .contains("read 3 = written 2 + quarantined 1 + dropped 0 + deduplicated 0");
    assertThat(OUTPUTS).allSatisfy(output -> assertThat(rows(lake, output)).isEqualTo(NEW));
    assertThat(
            lake.rows(
                plan(),
                "SELECT _gate, count(*) FROM lakehouse.retail.orders_daily__build__quarantine GROUP BY _gate"))
        .containsExactly("output:first|1", "output:fourth|1", "output:second|1", "output:third|1");
    for (var output : OUTPUTS) {
      assertThat(lake.rows(plan(), "SELECT name FROM lakehouse.retail." + output + ".refs"))
          .as("no branch is left over")
          .containsExactly("main");
    }
    assertThat(lake.run(plan(), TICK).out()).contains("status: unchanged");
  }

  /** Runs until a file more than before matches, and kills the process there. */
  private static Lake killedAt(Path folder, String glob) throws IOException, InterruptedException {
    var lake = published(folder);
    var before = SpawnedJob.files(folder, glob).size();
    try (var process = SpawnedJob.batch(lake, plan(), TICK)) {
      process.awaitFile(glob, before);
    }
    return lake;
  }

  @Test
  void w05KilledWhileItStages(@TempDir Path folder) throws IOException, InterruptedException {
    var lake = killedAt(folder, "state/**/second/data/**.parquet");
    assertThat(OUTPUTS).allSatisfy(output -> assertThat(rows(lake, output)).isEqualTo(OLD));
    theNextAttemptBringsTheRest(lake, "published");
  }

  @Test
  void w05KilledWhileItAudits(@TempDir Path folder) throws IOException, InterruptedException {
    // The last thing that is staged, after which there are audits only.
    var lake = killedAt(folder, "state/**/fourth/metadata/snap-*.avro");
    assertThat(OUTPUTS).allSatisfy(output -> assertThat(rows(lake, output)).isEqualTo(OLD));
    theNextAttemptBringsTheRest(lake, "published");
  }

  @Test
  void w05KilledBetweenTwoPublishes(@TempDir Path folder) throws IOException, InterruptedException {
    var lake = published(folder);
    var metadata = "state/**/first/metadata/v*.metadata.json";
    var before = ledgers(SpawnedJob.files(folder, metadata));
    try (var process = SpawnedJob.batch(lake, plan(), TICK)) {
      process.await(() -> !ledgers(SpawnedJob.files(folder, metadata)).equals(before));
    }
    assertThat(rows(lake, "first")).isEqualTo(NEW);
    assertThat(rows(lake, "fourth")).isEqualTo(OLD);
    theNextAttemptBringsTheRest(lake, "recovered");
  }

  @Test
  void w05KilledWhileItMakesItsTables(@TempDir Path folder)
      throws IOException, InterruptedException {
    var lake = new Lake(folder).file("orders/a.csv", "id,amount\n1,10\n3,30\n4,-4\n");
    try (var process = SpawnedJob.batch(lake, plan(), TICK)) {
      process.awaitFile("state/**/second/metadata/v*.metadata.json", 0);
    }
    assertThat(lake.run(plan(), TICK).code()).isEqualTo(ExitCode.SUCCESS);
    assertThat(OUTPUTS).allSatisfy(output -> assertThat(rows(lake, output)).isEqualTo(NEW));
  }

  /** Every ledger that a table has ever had. */
  private static Set<String> ledgers(List<Path> metadata) throws IOException {
    var ledgers = new TreeSet<String>();
    for (var file : metadata) {
      LEDGER
          .matcher(Files.readString(file))
          .results()
          .map(MatchResult::group)
          .forEach(ledgers::add);
    }
    return ledgers;
  }
}
