package io.dataplat.jobs;

import static io.dataplat.jobs.fixture.Columns.key;
import static io.dataplat.jobs.fixture.Columns.nullable;
import static io.dataplat.jobs.fixture.Columns.required;
import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.nullsFirst;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.ReadMode;
import io.dataplat.jobplan.StepKind;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.fixture.Lake;
import io.dataplat.jobs.fixture.PlanFixture;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The content of a table depends on the rows that came, and not on the way they came. */
@Tag("slow")
class OrderIndependenceTest {

  private static final int KEYS = 150;
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final List<@Nullable String> NOTES =
      Arrays.asList(null, "", "a", "B", "é", "\uFFFD", "😀");
  private static final ContractColumn[] COLUMNS = {
    key("id", "bigint"),
    required("at", "timestamp"),
    nullable("note", "string"),
    nullable("amount", "decimal(5,2)"),
    nullable("paid", "boolean")
  };

  /** One change of one key; many are equal in their time, and some in all but one value. */
  private record Change(
      long id,
      Instant at,
      @Nullable String note,
      @Nullable BigDecimal amount,
      @Nullable Boolean paid) {

    static final Comparator<Change> ORDER =
        comparing(Change::at)
            .thenComparing(Change::note, nullsFirst(OrderIndependenceTest::byBytes))
            .thenComparing(Change::amount, nullsFirst(naturalOrder()))
            .thenComparing(Change::paid, nullsFirst(naturalOrder()));

    static Change any(long id, Random random) {
      var amount = random.nextInt(4);
      return new Change(
          id,
          START.plusSeconds(random.nextInt(3)),
          NOTES.get(random.nextInt(NOTES.size())),
          amount == 0 ? null : new BigDecimal(amount).setScale(2),
          random.nextInt(3) == 0 ? null : random.nextBoolean());
    }

    String csv() {
      var quoted = note == null ? "" : "\"" + note + "\"";
      return id + "," + at + "," + quoted + "," + text(amount) + "," + text(paid);
    }

    private static String text(@Nullable Object value) {
      return value == null ? "" : value.toString();
    }

    String row() {
      return id + "|" + at + "|" + note + "|" + amount + "|" + paid;
    }
  }

  private static int byBytes(String one, String other) {
    return Arrays.compareUnsigned(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  private static List<Change> changes(Random random) {
    var changes = new ArrayList<Change>();
    for (long id = 0; id < KEYS; id++) {
      for (int i = random.nextInt(6); i >= 0; i--) {
        changes.add(Change.any(id, random));
      }
    }
    return changes;
  }

  private static List<String> greatest(Collection<Change> changes) {
    var greatest = new TreeMap<Long, Change>();
    for (var change : changes) {
      greatest.merge(
          change.id(), change, (one, other) -> Change.ORDER.compare(one, other) >= 0 ? one : other);
    }
    return greatest.values().stream().map(Change::row).sorted().toList();
  }

  private static void write(Lake lake, String file, List<Change> changes) throws IOException {
    lake.file(
        file,
        changes.stream()
            .map(change -> change.csv() + "\n")
            .collect(Collectors.joining("", "id,at,note,amount,paid\n", "")));
  }

  private static List<String> table(Lake lake, JobPlan plan) {
    return lake.rows(plan, "SELECT id, at, note, amount, paid FROM lakehouse.retail.orders");
  }

  @Test
  void w06UpsertsComeToTheGreatestRowOfEachKeyHoweverTheyAreSplitAndRepeated(@TempDir Path folder)
      throws IOException {
    var plan =
        new PlanFixture()
            .csv("files", ReadMode.FULL, "changes/*.csv", COLUMNS)
            .output("orders", "files", WriteMode.UPSERT, "at", COLUMNS)
            .build();
    var random = new Random(20260330);
    var changes = changes(random);
    var expected = greatest(changes);
    for (int history = 0; history < 2; history++) {
      var lake = new Lake(folder.resolve("history" + history));
      var batches = batches(changes, random);
      for (var batch : batches.entrySet()) {
        write(lake, "changes/a.csv", batch.getValue());
        var outcome = lake.run(plan, batch.getKey());
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out()).contains("status: published");
      }
      assertThat(table(lake, plan)).as("history " + history).isEqualTo(expected);
    }
  }

  // Every change is in one of three batches, and some are in another too.
  private static Map<String, List<Change>> batches(List<Change> changes, Random random) {
    var batches = new TreeMap<String, List<Change>>();
    for (var change : changes) {
      for (int copies = random.nextInt(4) == 0 ? 2 : 1; copies > 0; copies--) {
        var tick = "2026-01-0" + (1 + random.nextInt(3)) + "T00:00:00Z";
        batches.computeIfAbsent(tick, each -> new ArrayList<>()).add(change);
      }
    }
    batches.values().forEach(batch -> Collections.shuffle(batch, random));
    return batches;
  }

  @Test
  void s02TheWinnersOfADeduplicationAreTheSameOnAnyPartitionsAndFiles(@TempDir Path folder)
      throws IOException {
    var random = new Random(20261025);
    var changes = changes(random);
    var lake = new Lake(folder);
    for (int partitions : new int[] {1, 7, 64}) {
      Collections.shuffle(changes, random);
      var cut = random.nextInt(changes.size());
      write(lake, "orders/a.csv", changes.subList(0, cut));
      write(lake, "orders/b.csv", changes.subList(cut, changes.size()));
      var plan = deduplicated(partitions);
      assertThat(lake.run(plan, "2026-01-01T00:00:00Z").out())
          .contains("read %s = written %s ".formatted(changes.size(), KEYS));
      assertThat(table(lake, plan)).as(partitions + " partitions").isEqualTo(greatest(changes));
    }
  }

  private static JobPlan deduplicated(int partitions) {
    return new PlanFixture()
        .csv("files", ReadMode.FULL, "orders/*.csv", COLUMNS)
        .sql(
            "spread",
            StepKind.KEEPING,
            "SELECT /*+ REPARTITION(%s) */ * FROM files".formatted(partitions),
            "files")
        .latest("last", "spread", "id", "at")
        .output("orders", "last", WriteMode.OVERWRITE, "", COLUMNS)
        .build();
  }
}
