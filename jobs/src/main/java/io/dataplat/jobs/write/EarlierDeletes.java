package io.dataplat.jobs.write;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max;

import io.dataplat.jobplan.TechnicalColumns;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.session.Names;
import java.time.Instant;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Which changes cannot be judged, as the delete that they may have come before is forgotten.
 *
 * @param before the time before which deletes are forgotten
 * @param known the keys of which enough is known all the same; none if that is true of no key
 */
public record EarlierDeletes(Instant before, Optional<Dataset<Row>> known) {

  /** What is forgotten of a table; empty if nothing is. */
  static Optional<EarlierDeletes> of(StageTarget target) {
    return target
        .tombstones()
        .filter(each -> target.write().deleteTime().isPresent())
        .flatMap(
            tombstones ->
                tombstones
                    .removedBefore()
                    .map(before -> new EarlierDeletes(before, known(target, tombstones))));
  }

  // A key that has a row has seen no later delete, and one with a tombstone its greatest. A history
  // that keeps every change may have had deletes that none of its versions shows.
  private static Optional<Dataset<Row>> known(StageTarget target, Tombstones tombstones) {
    if (target.write().mode() == WriteMode.SCD2) {
      return Stager.lastEffective(target).map(rows -> rows.select(keys(target)));
    }
    var stored = target.session().table(target.branch().sql()).select(keys(target));
    var gone = target.session().sql(tombstones.greatest("1", "_one")).select(keys(target));
    return Optional.of(stored.union(gone).distinct());
  }

  private static Column[] keys(StageTarget target) {
    return target.write().keys().stream().map(key -> col(Names.quote(key))).toArray(Column[]::new);
  }

  /** The latest times of keys, deletes included. */
  static Dataset<Row> withDeletes(StageTarget target, Dataset<Row> last) {
    return target
        .tombstones()
        .map(
            tombstones -> {
              var name = TechnicalColumns.LAST_EFFECTIVE;
              var gone = tombstones.greatest(TechnicalColumns.VALID_FROM, name);
              return last.union(target.session().sql(gone))
                  .groupBy(keys(target))
                  .agg(max(name).as(name));
            })
        .orElse(last);
  }
}
