package io.dataplat.jobs;

import static io.dataplat.jobs.fixture.SalesTotals.computed;
import static io.dataplat.jobs.fixture.SalesTotals.lake;
import static io.dataplat.jobs.fixture.SalesTotals.plan;
import static io.dataplat.jobs.fixture.SalesTotals.sell;
import static io.dataplat.jobs.fixture.SalesTotals.stored;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.jobs.fixture.Lake;
import io.dataplat.jobs.fixture.SpawnedJob;
import io.dataplat.jobs.write.RetentionMark;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.iceberg.spark.CommitMetadata;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Aggregates of which a run computes the groups that new rows touch, from all their rows. */
class GroupRefreshTest {

  private static final String TICK = "2026-07-01T01:00:00Z";

  @Test
  void onlyTouchedGroupsAreComputedAnewAndFromAllTheirRows(@TempDir Path folder)
      throws IOException {
    var lake = lake(folder);
    sell(lake, "'a', 01, 10", "'a', 01, 30", "'b', 01, 5", "NULL, 01, 7", "'c', 02, 50");

    assertThat(lake.run(plan(), TICK).out()).contains("status: published");

    assertThat(stored(lake))
        .containsExactly(
            "A|2026-06-01|2|2|20.0",
            "B|2026-06-01|1|1|5.0",
            "C|2026-06-02|1|1|50.0",
            "null|2026-06-01|1|1|7.0");
    var first = batchOf(lake, "B");

    sell(lake, "'A', 01, 20", "NULL, 01, 9", "'c', 02, 100", "'b', 01, NULL", "'d', 03, 1");
    var second = lake.run(plan(), TICK);

    assertThat(second.out()).contains("status: published");
    assertThat(stored(lake))
        .as("C has a sale that its HAVING refuses, so its row goes")
        .containsExactly(
            "A|2026-06-01|3|3|20.0",
            "B|2026-06-01|1|1|5.0",
            "D|2026-06-03|1|1|1.0",
            "null|2026-06-01|2|2|8.0")
        .isEqualTo(computed(lake));
    assertThat(batchOf(lake, "B")).as("no new sale counts").isEqualTo(first);
    assertThat(batchOf(lake, "A")).isNotEqualTo(first);
    assertThat(lake.rows(plan(), "SELECT inputs[0].read FROM lakehouse.dataplat.runs"))
        .as("read are new rows alone")
        .containsExactly("5", "5");
    assertThat(lake.run(plan(), TICK).out()).contains("status: nothing-to-do");
  }

  private static List<String> batchOf(Lake lake, String shop) {
    return lake.rows(
        plan(), "SELECT _batch_id FROM lakehouse.retail.totals WHERE shop = '" + shop + "'");
  }

  @Test
  @Tag("slow")
  void howeverBatchesAreCutFailAndAreReadAnewTheTableIsThatOfAllRows(@TempDir Path folder)
      throws IOException {
    var random = new Random(20260701);
    var lake = lake(folder);
    for (int round = 0; round < 6; round++) {
      IntStream.range(0, random.nextInt(3)).forEach(each -> sell(lake, sales(random)));
      if (random.nextInt(3) == 0) {
        sell(lake, sales(random));
        lake.whenWriting("totals", GroupRefreshTest::fail);
        assertThat(lake.run(plan(), TICK).code()).isEqualTo(ExitCode.UNEXPECTED);
        sell(lake, sales(random));
      }
      var isRewound = random.nextInt(4) == 0;
      var run = isRewound ? lake.run(plan(), TICK, "--rewind-to", "start") : lake.run(plan(), TICK);
      assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.SUCCESS);
      assertThat(stored(lake)).isEqualTo(computed(lake));
    }
  }

  private static void fail() {
    throw new IllegalStateException("somebody pulled the plug");
  }

  private static String[] sales(Random random) {
    return IntStream.range(0, 1 + random.nextInt(4))
        .mapToObj(
            each ->
                "%s, 0%s, %s"
                    .formatted(
                        List.of("'a'", "'B'", "'b'", "NULL").get(random.nextInt(4)),
                        1 + random.nextInt(3),
                        random.nextInt(110)))
        .toArray(String[]::new);
  }

  @Test
  @Tag("slow")
  void killedWhileItStagesTheNextRunComputesTheSameGroups(@TempDir Path folder)
      throws IOException, InterruptedException {
    var lake = lake(folder);
    sell(lake, "'a', 01, 10", "'b', 01, 5");
    lake.run(plan(), TICK);
    sell(lake, "'a', 01, 30");
    var before = stored(lake);
    try (var process = SpawnedJob.batch(lake, plan(), TICK, "--run-id", "killed")) {
      process.awaitFile("state/**/totals__dataplat_*/data/**.parquet", 0);
    }
    assertThat(stored(lake)).isEqualTo(before);
    sell(lake, "'b', 01, 7");

    assertThat(lake.run(plan(), TICK).out()).contains("status: published");

    assertThat(stored(lake))
        .containsExactly("A|2026-06-01|2|2|20.0", "B|2026-06-01|2|2|6.0")
        .isEqualTo(computed(lake));
  }

  @Test
  void aTableThatLosesRowsIsRefusedUntilItIsReadAnew(@TempDir Path folder) throws IOException {
    var lake = lake(folder);
    sell(lake, "'a', 01, 10", "'a', 01, 30", "'b', 01, 5");
    lake.run(plan(), TICK);
    CommitMetadata.withCommitProperties(
        RetentionMark.properties(),
        () -> lake.rows(plan(), "DELETE FROM lakehouse.retail.sales WHERE amount IN (5, 10)"),
        RuntimeException.class);
    sell(lake, "'a', 01, 20");

    var refused = lake.run(plan(), TICK);

    assertThat(refused.code()).isEqualTo(ExitCode.INPUT_REFUSED);
    assertThat(refused.err()).contains("not-append-only");
    assertThat(lake.run(plan(), TICK, "--rewind-to", "start").out()).contains("status: published");
    assertThat(stored(lake)).containsExactly("A|2026-06-01|2|2|25.0").isEqualTo(computed(lake));
  }
}
