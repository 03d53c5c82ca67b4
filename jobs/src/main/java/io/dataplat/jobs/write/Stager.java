package io.dataplat.jobs.write;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.dataplat.jobplan.TechnicalColumns;
import io.dataplat.jobs.session.ColumnTypes;
import io.dataplat.jobs.session.InternalRows;
import io.dataplat.jobs.session.Names;
import io.dataplat.jobs.session.TimeBounds;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;

/** Writes the rows of a batch to its branch in the way of the output's write mode. */
public final class Stager {

  private Stager() {}

  /** Brings a fresh branch to the state that the batch is to be staged on. */
  public static void prepare(StageTarget target) {
    EarlierState.restore(target);
  }

  /** The greatest time that each key has seen, where a change must not be older. */
  public static Optional<Dataset<Row>> lastEffective(StageTarget target) {
    if (!target.write().isOrdered() || target.write().effectiveColumn().isEmpty()) {
      return Optional.empty();
    }
    var last = TechnicalColumns.LAST_EFFECTIVE;
    var columns =
        Stream.concat(target.write().keys().stream(), Stream.of(last))
            .map(name -> col(Names.quote(name)))
            .toArray(Column[]::new);
    var rows = target.session().table(target.branch().sql()).where(col(last).isNotNull());
    return Optional.of(EarlierDeletes.withDeletes(target, rows.select(columns)));
  }

  /** Which changes cannot be judged any more; empty if all can. */
  public static Optional<EarlierDeletes> earlierDeletes(StageTarget target) {
    return EarlierDeletes.of(target);
  }

  /** Stages the rows; readers see nothing of it. */
  public static Staged stage(StageTarget target, Dataset<Row> rows) {
    var unknown = new UnknownRow(target);
    unknown.remove();
    var staged = byMode(target, rows);
    unknown.add();
    return staged;
  }

  private static Staged byMode(StageTarget target, Dataset<Row> rows) {
    return switch (target.write().mode()) {
      case APPEND -> append(target, rows);
      case OVERWRITE_GROUPS -> inserted(target, rows);
      case OVERWRITE -> overwrite(target, rows);
      case OVERWRITE_INTERVAL -> overwriteInterval(target, rows);
      case UPSERT, SCD1, DELETE -> upsert(target, rows);
      case SCD2 -> new History(target).stage(rows);
      case SNAPSHOT -> new FullSnapshot(target).stage(rows);
    };
  }

  private static Staged upsert(StageTarget target, Dataset<Row> rows) {
    return target
        .tombstones()
        .map(tombstones -> new DeletingUpsert(target, tombstones).stage(rows))
        .orElseGet(() -> new Upsert(target).stage(rows));
  }

  /** Adds the rows of a batch that was never published, so that there is nothing to replace. */
  public static Staged add(StageTarget target, Dataset<Row> rows) {
    return inserted(target, rows);
  }

  /** Removes what staging left beside the table. */
  public static void clean(StageTarget target) {
    if (target.write().mode().isByKey() || target.write().groups().isPresent()) {
      target.side("").drop();
    }
  }

  // A re-run replaces what the batch had added before.
  private static Staged append(StageTarget target, Dataset<Row> rows) {
    target.deleteBatch();
    return inserted(target, rows);
  }

  private static Staged overwriteInterval(StageTarget target, Dataset<Row> rows) {
    target.delete(bounds(target).sql(Names.quote(target.dataset().timeColumn().orElseThrow())));
    return inserted(target, rows);
  }

  private static TimeBounds bounds(StageTarget target) {
    var time = target.dataset().timeColumn().orElseThrow();
    var column = target.dataset().column(time);
    return new TimeBounds(target.interval().orElseThrow(), ColumnTypes.of(column.orElseThrow()));
  }

  private static Staged inserted(StageTarget target, Dataset<Row> rows) {
    if (InternalRows.areNone(rows)) {
      target.branch().advance();
      return staged(target);
    }
    try {
      rows.writeTo(target.branch().sql()).append();
    } catch (NoSuchTableException e) {
      throw new IllegalStateException("the table vanished while it was written", e);
    }
    return staged(target);
  }

  private static Staged overwrite(StageTarget target, Dataset<Row> rows) {
    try {
      rows.writeTo(target.branch().sql()).overwrite(lit(true));
    } catch (NoSuchTableException e) {
      throw new IllegalStateException("the table vanished while it was written", e);
    }
    return staged(target);
  }

  private static Staged staged(StageTarget target) {
    var added = target.branch().addedRecords();
    return Staged.of(
        added,
        Map.of("inserted", added),
        () -> target.session().table(target.branch().sql()).where(target.isThisBatch()));
  }
}
