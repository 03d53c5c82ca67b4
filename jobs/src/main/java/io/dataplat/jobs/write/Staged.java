package io.dataplat.jobs.write;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A batch on its branch: the rows that the table accepted, what became of them by the write mode,
 * and how to find the rows as readers would see them.
 *
 * @param balances what must agree before the batch is published
 * @param removal the rows that go because a complete source lacks them
 */
public record Staged(
    long accepted,
    Map<String, Long> counters,
    Supplier<Dataset<Row>> rows,
    List<Balance> balances,
    Optional<Removal> removal) {

  /** Copies what the caller may still change. */
  public Staged {
    counters = Collections.unmodifiableMap(new LinkedHashMap<>(counters));
    balances = List.copyOf(balances);
  }

  static Staged of(long accepted, Map<String, Long> counters, Supplier<Dataset<Row>> rows) {
    return new Staged(accepted, counters, rows, List.of(), Optional.empty());
  }

  Staged with(Balance balance) {
    var all = Stream.concat(balances.stream(), Stream.of(balance)).toList();
    return new Staged(accepted, counters, rows, all, removal);
  }

  Staged with(Removal rows) {
    return new Staged(accepted, counters, this.rows, balances, Optional.of(rows));
  }
}
