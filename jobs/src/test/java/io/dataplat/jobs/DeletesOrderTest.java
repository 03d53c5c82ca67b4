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
import io.dataplat.jobplan.LateChanges;
import io.dataplat.jobplan.ReadMode;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.fixture.Deleting;
import io.dataplat.jobs.fixture.Lake;
import io.dataplat.jobs.fixture.PlanFixture;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes and deletes in random batches, beside what plain Java makes of all of them at once. */
@Tag("slow")
class DeletesOrderTest {

  private static final int KEYS = 200;
  private static final int BATCHES = 3;
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final List<@Nullable String> CITIES = Arrays.asList(null, "A", "B");
  private static final ContractColumn[] COLUMNS = {
    key("id", "bigint"),
    required("at", "timestamp"),
    required("number", "int"),
    nullable("city", "string")
  };

  private record Change(long id, Instant at, int number, @Nullable String city, boolean delete) {

    private static final Comparator<Change> VALUES =
        comparing(Change::number).thenComparing(Change::city, nullsFirst(naturalOrder()));

    /** By time, and of equal times the delete. */
    static final Comparator<Change> OF_KEY =
        comparing(Change::at).thenComparing(Change::delete).thenComparing(VALUES);

    /** Of one time by number, and of equal numbers the delete. */
    static final Comparator<Change> OF_TIME =
        comparing(Change::number).thenComparing(Change::delete).thenComparing(VALUES);

    static Change any(long id, Random random) {
      return new Change(
          id,
          START.plusSeconds(random.nextInt(6)),
          random.nextInt(2),
          CITIES.get(random.nextInt(CITIES.size())),
          random.nextInt(3) == 0);
    }

    // What deletes a key need say no more of it.
    String csv() {
      var values = number + "," + (city == null || delete ? "" : city);
      return id + "," + at + "," + values + "," + (delete ? "d" : "u") + "\n";
    }
  }

  private static JobPlan plan() {
    var source = Arrays.copyOf(COLUMNS, COLUMNS.length + 1);
    source[COLUMNS.length] = nullable("op", "string");
    return Deleting.when(
        "op = 'd'",
        new PlanFixture()
            .csv("files", ReadMode.FULL, "changes/*.csv", source)
            .output("newest", "files", WriteMode.UPSERT, "at", COLUMNS)
            .output("every", "files", WriteMode.SCD2, "number", COLUMNS)
            .history("at", LateChanges.INSERT)
            .build());
  }

  private static List<String> newest(Collection<Change> changes) {
    return greatest(changes, Change::id, Change.OF_KEY).values().stream()
        .filter(change -> !change.delete())
        .map(each -> "%s|%s|%s|%s".formatted(each.id(), each.at(), each.number(), each.city()))
        .sorted()
        .toList();
  }

  private static List<String> every(Collection<Change> changes) {
    var rows = new ArrayList<String>();
    changes.stream()
        .collect(Collectors.groupingBy(Change::id))
        .forEach((id, all) -> rows.addAll(versions(all)));
    return rows.stream().sorted().toList();
  }

  private static List<String> versions(List<Change> changes) {
    var byTime = greatest(changes, Change::at, Change.OF_TIME);
    return byTime.values().stream()
        .filter(change -> !change.delete())
        .map(
            each ->
                "%s|%s|%s|%s|%s|%s"
                    .formatted(
                        each.id(),
                        each.at(),
                        byTime.higherKey(each.at()),
                        each.number(),
                        each.city(),
                        byTime.higherKey(each.at()) == null))
        .toList();
  }

  private static <K extends Comparable<K>> NavigableMap<K, Change> greatest(
      Collection<Change> changes, Function<Change, K> group, Comparator<Change> order) {
    var greatest = new TreeMap<K, Change>();
    for (var change : changes) {
      greatest.merge(
          group.apply(change),
          change,
          (one, other) -> order.compare(one, other) >= 0 ? one : other);
    }
    return greatest;
  }

  @Test
  void w09AndW11DeletesCountByTheirTimeHoweverTheyCome(@TempDir Path folder) throws IOException {
    var random = new Random(20260331);
    var batches = new TreeMap<Integer, List<Change>>();
    for (long id = 0; id < KEYS; id++) {
      for (int i = random.nextInt(6); i >= 0; i--) {
        var change = Change.any(id, random);
        for (int copies = random.nextInt(4) == 0 ? 2 : 1; copies > 0; copies--) {
          batches
              .computeIfAbsent(random.nextInt(BATCHES) + 1, day -> new ArrayList<>())
              .add(change);
        }
      }
    }
    var lake = new Lake(folder);
    var known = new ArrayList<Change>();
    for (var batch : batches.entrySet()) {
      run(lake, batch);
      known.addAll(batch.getValue());
      assertContent(lake, known);
    }
    var again = new ArrayList<Map.Entry<Integer, List<Change>>>();
    // A batch that is corrected takes back the changes and deletes that it no longer brings.
    batches.computeIfPresent(2, (day, changes) -> corrected(changes, known));
    batches.entrySet().stream().filter(batch -> batch.getKey() == 2).forEach(again::add);
    for (var batch : again) {
      run(lake, batch);
    }
    assertThat(rows(lake, "every", "_valid_from, _valid_to, number, city, _is_current"))
        .as("every change after a corrected batch")
        .isEqualTo(every(batches.values().stream().flatMap(List::stream).toList()));
  }

  // What another batch had at the very same time does not come back, so such a delete stays.
  private static List<Change> corrected(List<Change> changes, List<Change> known) {
    return changes.stream()
        .filter(each -> !each.delete() || each.id() % 2 == 1 || !isAlone(each, known))
        .toList();
  }

  private static boolean isAlone(Change change, List<Change> known) {
    return known.stream()
        .filter(each -> each.id() == change.id() && each.at().equals(change.at()))
        .allMatch(Change::delete);
  }

  private static void run(Lake lake, Map.Entry<Integer, List<Change>> batch) throws IOException {
    lake.file(
        "changes/a.csv",
        batch.getValue().stream()
            .map(Change::csv)
            .collect(Collectors.joining("", "id,at,number,city,op\n", "")));
    var outcome = lake.run(plan(), "2026-02-0" + batch.getKey() + "T00:00:00Z");
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).contains("status: published");
  }

  private static void assertContent(Lake lake, List<Change> known) {
    assertThat(rows(lake, "newest", "at, number, city"))
        .as("the newest change of each key")
        .isEqualTo(newest(known));
    assertThat(rows(lake, "every", "_valid_from, _valid_to, number, city, _is_current"))
        .as("every change")
        .isEqualTo(every(known));
  }

  private static List<String> rows(Lake lake, String table, String columns) {
    return lake.rows(plan(), "SELECT id, " + columns + " FROM lakehouse.retail." + table);
  }
}
