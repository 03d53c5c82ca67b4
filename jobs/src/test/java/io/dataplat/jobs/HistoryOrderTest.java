package io.dataplat.jobs;

import static io.dataplat.jobs.fixture.Columns.key;
import static io.dataplat.jobs.fixture.Columns.nullable;
import static io.dataplat.jobs.fixture.Columns.required;
import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.nullsFirst;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.LateChanges;
import io.dataplat.jobplan.ReadMode;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.fixture.Lake;
import io.dataplat.jobs.fixture.PlanFixture;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Histories of random changes in random batches, beside what plain Java makes of them. */
@Tag("slow")
class HistoryOrderTest {

  private static final int KEYS = 120;
  private static final int BATCHES = 3;
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final List<@Nullable String> CITIES = Arrays.asList(null, "A", "B");
  private static final ContractColumn[] COLUMNS = {
    key("id", "bigint"),
    required("at", "timestamp"),
    required("number", "int"),
    nullable("city", "string")
  };

  private record Change(long id, Instant at, int number, @Nullable String city) {

    static final Comparator<Change> ORDER =
        Comparator.comparing(Change::number)
            .thenComparing(Change::city, nullsFirst(naturalOrder()));

    static Change any(long id, Random random) {
      return new Change(
          id,
          START.plusSeconds(random.nextInt(8)),
          random.nextInt(3),
          CITIES.get(random.nextInt(CITIES.size())));
    }

    String csv() {
      return id + "," + at + "," + number + "," + (city == null ? "" : city) + "\n";
    }
  }

  /** What is known of one key. */
  private static final class Chain {
    private final TreeMap<Instant, Change> versions = new TreeMap<>();
    private @Nullable Instant last;

    void insert(Change change) {
      versions.merge(
          change.at(), change, (one, other) -> Change.ORDER.compare(one, other) >= 0 ? one : other);
    }

    /** Takes the changes of a batch, greatest of each time, in their order. */
    int addInOrder(List<Change> changes) {
      var seen = last;
      var times = new Chain();
      var late = 0;
      for (var change : changes) {
        if (seen != null && change.at().isBefore(seen)) {
          late++;
        } else {
          times.insert(change);
        }
      }
      times.versions.values().forEach(this::addNext);
      return late;
    }

    private void addNext(Change change) {
      var open = versions.isEmpty() ? null : versions.lastEntry().getValue();
      if (versions.containsKey(change.at())) {
        insert(change);
      } else if (open == null || !Objects.equals(open.city(), change.city())) {
        insert(change);
      }
      last = change.at();
    }

    List<String> rows() {
      var rows = new ArrayList<String>();
      for (var version : versions.values()) {
        var next = versions.higherKey(version.at());
        rows.add(
            "%s|%s|%s|%s|%s|%s"
                .formatted(
                    version.id(),
                    version.at(),
                    next,
                    version.number(),
                    version.city(),
                    next == null));
      }
      return rows;
    }
  }

  private static JobPlan plan() {
    return new PlanFixture()
        .csv("files", ReadMode.FULL, "changes/*.csv", COLUMNS)
        .output("every", "files", WriteMode.SCD2, "number", COLUMNS)
        .history("at", LateChanges.INSERT)
        .output("ordered", "files", WriteMode.SCD2, "number", COLUMNS)
        .history("at", LateChanges.QUARANTINE)
        .track("city")
        .build();
  }

  private static List<String> rows(Lake lake, String table) {
    return lake.rows(
        plan(),
        "SELECT id, _valid_from, _valid_to, number, city, _is_current FROM lakehouse.retail."
            + table);
  }

  private static List<String> rows(Map<Long, Chain> chains) {
    return chains.values().stream().flatMap(chain -> chain.rows().stream()).sorted().toList();
  }

  // Every change is in one of the batches, and some are in another too.
  private static List<List<Change>> batches(Random random) {
    var batches = new ArrayList<List<Change>>();
    for (int i = 0; i < BATCHES; i++) {
      batches.add(new ArrayList<>());
    }
    for (long id = 0; id < KEYS; id++) {
      for (int i = random.nextInt(6); i >= 0; i--) {
        var change = Change.any(id, random);
        for (int copies = random.nextInt(4) == 0 ? 2 : 1; copies > 0; copies--) {
          batches.get(random.nextInt(BATCHES)).add(change);
        }
      }
    }
    batches.forEach(batch -> Collections.shuffle(batch, random));
    return batches;
  }

  @Test
  void w10HistoriesAreThoseOfPlainJavaHoweverTheChangesCome(@TempDir Path folder)
      throws IOException {
    var random = new Random(20260330);
    var lake = new Lake(folder);
    var every = new TreeMap<Long, Chain>();
    var ordered = new TreeMap<Long, Chain>();
    var day = 1;
    for (var batch : batches(random)) {
      lake.file(
          "changes/a.csv",
          batch.stream()
              .map(Change::csv)
              .collect(Collectors.joining("", "id,at,number,city\n", "")));
      var outcome = lake.run(plan(), "2026-02-0" + day++ + "T00:00:00Z");
      assertThat(outcome.err()).isEmpty();
      var late = 0;
      var byKey = batch.stream().collect(Collectors.groupingBy(Change::id));
      for (var changes : byKey.entrySet()) {
        changes
            .getValue()
            .forEach(each -> every.computeIfAbsent(each.id(), id -> new Chain()).insert(each));
        late +=
            ordered
                .computeIfAbsent(changes.getKey(), id -> new Chain())
                .addInOrder(changes.getValue());
      }
      assertThat(outcome.out())
          .as("what is late")
          .contains("quarantined " + late + " + dropped 0")
          .contains("status: published");
      assertThat(rows(lake, "every")).as("every change is kept").isEqualTo(rows(every));
      assertThat(rows(lake, "ordered")).as("in the order of times").isEqualTo(rows(ordered));
    }
  }

  @Test
  void aReRunTakesOutWhatItsBatchHadBroughtWhereEveryChangeIsKept(@TempDir Path folder)
      throws IOException {
    var plan =
        new PlanFixture()
            .csv("files", ReadMode.FULL, "changes/*.csv", COLUMNS)
            .output("every", "files", WriteMode.SCD2, "number", COLUMNS)
            .history("at", LateChanges.INSERT)
            .build();
    var lake = new Lake(folder);
    var header = "id,at,number,city\n";
    lake.file("changes/a.csv", header + "1," + START + ",1,A\n2," + START + ",1,A\n");
    lake.run(plan, "2026-02-01T00:00:00Z");
    lake.file(
        "changes/a.csv",
        header + "1," + START.plusSeconds(5) + ",1,E\n2," + START.plusSeconds(2) + ",1,C\n");
    lake.run(plan, "2026-02-02T00:00:00Z");
    lake.file("changes/a.csv", header + "2," + START.plusSeconds(4) + ",1,D\n");
    lake.run(plan, "2026-02-03T00:00:00Z");
    lake.file("changes/a.csv", header + "2," + START.plusSeconds(3) + ",1,X\n");
    assertThat(lake.run(plan, "2026-02-02T00:00:00Z").out()).contains("versionsOpened 1");
    assertThat(
            lake.rows(
                plan,
                "SELECT id, city, second(_valid_from), second(_valid_to), second(_last_effective) FROM lakehouse.retail.every"))
        .containsExactly("1|A|0|null|0", "2|A|0|3|null", "2|D|4|null|4", "2|X|3|4|null");
  }
}
