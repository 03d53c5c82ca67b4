package io.dataplat.jobs.write;

import static org.apache.iceberg.expressions.Expressions.equal;
import static org.apache.spark.sql.functions.lit;

import io.dataplat.jobplan.Generated;
import io.dataplat.jobplan.TechnicalColumns;
import io.dataplat.jobplan.UnknownMember;
import io.dataplat.jobs.session.Names;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.iceberg.spark.CommitMetadata;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;

/**
 * The row of a dimension that stands for what is not known. It is taken out before a batch is
 * staged and put back after it, so that no write mode counts, ends or removes it.
 */
final class UnknownRow {

  // Before any time that data has; a later year than 9999 overflows in other tools, this does not.
  private static final String BEGINNING = "0001-01-01T00:00:00Z";
  private static final String IS_IT =
      TechnicalColumns.BATCH_ID + " = " + Names.literal(UnknownMember.BATCH);

  /** The condition for all other rows. */
  static final String IS_NOT_IT = "NOT (" + IS_IT + ")";

  private final StageTarget target;

  UnknownRow(StageTarget target) {
    this.target = target;
  }

  void remove() {
    if (target.write().mode().isByKey()
        && target.branch().base().isPresent()
        && target.branch().mayHave(equal(TechnicalColumns.BATCH_ID, UnknownMember.BATCH))) {
      marked(() -> target.delete(IS_IT));
    }
  }

  void add() {
    target.write().unknownMember().ifPresent(member -> marked(() -> append(member)));
  }

  private void append(UnknownMember member) {
    var values = values(member);
    var columns =
        Stream.of(target.session().table(target.branch().sql()).schema().fields())
            .map(
                field ->
                    values
                        .getOrDefault(field.name(), lit(null))
                        .cast(field.dataType())
                        .as(field.name()))
            .toArray(Column[]::new);
    try {
      target.session().range(1).select(columns).writeTo(target.branch().sql()).append();
    } catch (NoSuchTableException e) {
      throw new IllegalStateException("the table vanished while it was written", e);
    }
  }

  private Map<String, Column> values(UnknownMember member) {
    var values = new HashMap<String, Column>();
    values.put(TechnicalColumns.BATCH_ID, lit(UnknownMember.BATCH));
    values.put(TechnicalColumns.VALID_FROM, lit(BEGINNING));
    values.put(TechnicalColumns.IS_CURRENT, lit(true));
    member.values().forEach((name, text) -> values.put(name, lit(text)));
    var generated =
        Map.of(
            Generated.SURROGATE_KEY, lit(UnknownMember.SURROGATE_KEY),
            Generated.BATCH_ID, lit(UnknownMember.BATCH),
            Generated.VALID_FROM, lit(BEGINNING),
            Generated.IS_CURRENT, lit(true));
    for (var column : target.dataset().columns()) {
      column.generated().map(generated::get).ifPresent(value -> values.put(column.name(), value));
    }
    return values;
  }

  // What comes before a batch is found by the commits that do not bear its name.
  private void marked(Runnable deed) {
    CommitMetadata.withCommitProperties(
        Map.of(EarlierState.BATCH, target.batch().value()),
        () -> {
          deed.run();
          return List.of();
        },
        RuntimeException.class);
  }
}
