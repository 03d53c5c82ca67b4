package io.dataplat.jobs.delta;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import io.dataplat.jobplan.TechnicalColumns;
import io.dataplat.jobs.session.Names;
import io.dataplat.jobs.write.Balance;
import io.dataplat.jobs.write.RowOrder;
import io.dataplat.jobs.write.StageRequest;
import io.dataplat.jobs.write.Staged;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.delta.actions.AddFile;

/**
 * The upsert as a maximum over (sequence, row) (semantics 5.7), staged: of each key the greater row
 * stays, and files that hold lesser ones are written anew.
 *
 * @param source the files with the greatest row of each key of the batch
 */
record DeltaUpsert(List<AddFile> source, DeltaChange change, Staged staged) {

  static DeltaUpsert of(StageRequest request, DeltaFiles files, Dataset<Row> rows) {
    return new Making(request, files, new RowOrder(request.dataset(), request.write())).of(rows);
  }

  private record Making(StageRequest request, DeltaFiles files, RowOrder order) {

    DeltaUpsert of(Dataset<Row> rows) {
      var source = files.write(order.greatest(rows, keys()));
      var counters = count(source);
      var isAllNew = of(counters, "unchanged") + of(counters, "stale") == 0;
      var added = isAllNew ? source : files.write(winners(source));
      var change = of(counters, "updated") == 0 ? DeltaChange.adding(added) : replacing(added);
      return new DeltaUpsert(source, change, staged(source, counters, change));
    }

    private Staged staged(List<AddFile> source, Map<String, Long> counters, DeltaChange change) {
      var accepted = DeltaFiles.records(source).orElseThrow();
      var written = of(counters, "inserted") + of(counters, "updated");
      var balances = new ArrayList<>(change.balances());
      var merged = counters.values().stream().mapToLong(Long::longValue).sum();
      balances.add(new Balance("rows merged", accepted, merged));
      balances.add(new Balance("rows updated", of(counters, "updated"), change.taken()));
      balances.add(
          new Balance("rows written", written, DeltaFiles.records(change.added()).orElseThrow()));
      return new Staged(accepted, counters, () -> files.rowsOf(source), balances, Optional.empty());
    }

    private static long of(Map<String, Long> counters, String name) {
      return counters.getOrDefault(name, 0L);
    }

    private Map<String, Long> count(List<AddFile> source) {
      var isGreater = coalesce(isReplaced(), lit(false));
      var counted =
          joined(source)
              .agg(
                  count_if(isAbsent()),
                  count_if(not(isAbsent()).and(isGreater)),
                  count_if(not(isAbsent()).and(not(isGreater)).and(isEqual())),
                  count_if(not(isAbsent()).and(not(isGreater)).and(not(isEqual()))))
              .first();
      var counters = new LinkedHashMap<String, Long>();
      var names = List.of("inserted", "updated", "unchanged", "stale");
      names.forEach(name -> counters.put(name, counted.getLong(names.indexOf(name))));
      return counters;
    }

    private Dataset<Row> joined(List<AddFile> source) {
      return files.rowsOf(source).as("s").join(files.rows().as("t"), onKeys(), "left");
    }

    private Dataset<Row> winners(List<AddFile> source) {
      return joined(source).where(isAbsent().or(isReplaced())).select("s.*");
    }

    // A row of the table whose key is among the winners has lost.
    private DeltaChange replacing(List<AddFile> added) {
      var winners = files.rowsOf(added).as("s");
      return DeltaChange.rewriting(
          files,
          files.rows().as("t").join(winners, onKeys(), "left_semi"),
          stored -> stored.as("t").join(winners, onKeys(), "left_anti"),
          added);
    }

    private List<String> keys() {
      return request.write().keys();
    }

    private Column onKeys() {
      return expr(
          keys().stream()
              .map(Names::quote)
              .map(key -> "t.%1$s = s.%1$s".formatted(key))
              .collect(Collectors.joining(" AND ")));
    }

    private static Column isAbsent() {
      return col("t." + TechnicalColumns.BATCH_ID).isNull();
    }

    // What this batch itself wrote is replaced in any case: a corrected re-run may lower a value.
    private Column isReplaced() {
      return expr(order.sql("s") + " > " + order.sql("t"))
          .or(
              col("t." + TechnicalColumns.BATCH_ID)
                  .equalTo(request.batch().value())
                  .and(not(isEqual())));
    }

    private Column isEqual() {
      return expr(order.sql("s") + " <=> " + order.sql("t"));
    }
  }
}
