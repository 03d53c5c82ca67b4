package io.dataplat.jobs.delta;

import static org.apache.spark.sql.functions.col;

import io.dataplat.jobs.write.Balance;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.AddFile;

/**
 * What a commit is going to change: files that come, and files that go.
 *
 * @param taken how many rows the files that go lose for good
 */
record DeltaChange(
    List<AddFile> added,
    List<AddFile> kept,
    List<AddFile> removed,
    long taken,
    List<Balance> balances) {

  /** Copies what the caller may still change. */
  DeltaChange {
    added = List.copyOf(added);
    kept = List.copyOf(kept);
    removed = List.copyOf(removed);
    balances = List.copyOf(balances);
  }

  /** A change that takes nothing out of the table. */
  static DeltaChange adding(List<AddFile> added) {
    return new DeltaChange(added, List.of(), List.of(), 0, List.of());
  }

  /** A change that leaves nothing of the table. */
  static DeltaChange replacing(List<AddFile> all, List<AddFile> added) {
    return new DeltaChange(added, List.of(), all, 0, List.of());
  }

  /**
   * A change that takes rows out of the table: the files that hold some are written anew.
   *
   * @param gone the rows that go, with the files they are in
   * @param rest leaves of the rows of those files the ones that stay
   */
  static DeltaChange rewriting(
      DeltaFiles files, Dataset<Row> gone, UnaryOperator<Dataset<Row>> rest, List<AddFile> added) {
    var counts = new HashMap<Path, Long>();
    gone.groupBy(col(DeltaFiles.FILE))
        .count()
        .collectAsList()
        .forEach(row -> counts.put(new Path(URI.create(row.getString(0))), row.getLong(1)));
    if (counts.isEmpty()) {
      return adding(added);
    }
    var log = files.table().log();
    var touched =
        files.all().stream().filter(file -> counts.containsKey(file.absolutePath(log))).toList();
    var taken = counts.values().stream().mapToLong(Long::longValue).sum();
    // What goes as a whole need not be read.
    var mixed =
        touched.stream()
            .filter(
                file ->
                    !DeltaFiles.records(List.of(file))
                        .equals(Optional.ofNullable(counts.get(file.absolutePath(log)))))
            .toList();
    var kept = mixed.isEmpty() ? List.<AddFile>of() : files.write(rest.apply(files.rowsOf(mixed)));
    return new DeltaChange(
        added, kept, touched, taken, balances(counts.size(), touched, kept, taken));
  }

  private static List<Balance> balances(
      long files, List<AddFile> touched, List<AddFile> kept, long taken) {
    var balances = new ArrayList<Balance>();
    balances.add(new Balance("files rewritten", files, touched.size()));
    DeltaFiles.records(touched)
        .ifPresent(
            before ->
                balances.add(
                    new Balance(
                        "rows kept", before - taken, DeltaFiles.records(kept).orElseThrow())));
    return balances;
  }

  /** What the log of the table is told. */
  List<Action> actions() {
    return Stream.<Action>concat(
            removed.stream().map(AddFile::remove), Stream.concat(kept.stream(), added.stream()))
        .toList();
  }

  /** The files that are there for this change only. */
  Stream<AddFile> written() {
    return Stream.concat(kept.stream(), added.stream());
  }
}
