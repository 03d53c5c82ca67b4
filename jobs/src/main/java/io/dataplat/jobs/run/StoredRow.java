package io.dataplat.jobs.run;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobplan.Generated;
import io.dataplat.jobplan.TechnicalColumns;
import io.dataplat.jobplan.Write;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.input.InputReader;
import io.dataplat.jobs.input.SourceColumns;
import io.dataplat.jobs.mask.Masks;
import io.dataplat.jobs.session.ColumnTypes;
import io.dataplat.jobs.session.Names;
import io.dataplat.jobs.write.TechnicalSchema;
import io.dataplat.jobs.write.ValueHash;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataTypes;

/** A row of an output as its table gets it: values masked, and what the writer fills in. */
record StoredRow(Write write, DatasetContract dataset, RunSlice slice, Masks masks) {

  /** All columns of the table, in its order. */
  List<Column> columns() {
    var columns = new ArrayList<Column>();
    dataset.columns().forEach(column -> columns.add(value(column).as(column.name())));
    columns.add(lit(slice.batch().value()).as(TechnicalColumns.BATCH_ID));
    if (write.mode() == WriteMode.SCD2) {
      columns.add(effective().as(TechnicalColumns.VALID_FROM));
      columns.add(open().as(TechnicalColumns.VALID_TO));
      columns.add(lit(true).as(TechnicalColumns.IS_CURRENT));
      columns.add(hash().as(TechnicalColumns.ROW_HASH));
      columns.add(effective().as(TechnicalColumns.LAST_EFFECTIVE));
    } else if (write.mode() == WriteMode.SNAPSHOT) {
      columns.add(hash().as(TechnicalColumns.ROW_HASH));
    }
    return List.copyOf(columns);
  }

  /** The value of a column. */
  Column value(ContractColumn column) {
    return column.generated().map(this::generated).orElseGet(() -> delivered(column));
  }

  private Column delivered(ContractColumn column) {
    return masks.apply(column, col(Names.quote(column.name())));
  }

  private Column delivered(String name) {
    return delivered(dataset.column(name).orElseThrow());
  }

  private Column generated(Generated generated) {
    return switch (generated) {
      case BATCH_ID -> lit(slice.batch().value());
      case INGESTED_AT -> lit(slice.tick());
      case SOURCE_FILE -> col(InputReader.SOURCE_FILE); // carried along by the steps
      case SOURCE_TOPIC -> message("topic");
      case SOURCE_PARTITION -> message("partition");
      case SOURCE_OFFSET -> message("offset");
      case SOURCE_TIMESTAMP -> message("timestamp");
      case VALID_FROM -> effective();
      case VALID_TO -> open();
      case IS_CURRENT -> lit(true);
      case ROW_HASH -> hash();
      case SURROGATE_KEY -> surrogateKey();
      case UNKNOWN_COLUMNS ->
          throw new IllegalStateException("a plan that was judged fills it as it reads");
    };
  }

  private static Column message(String field) {
    return col(SourceColumns.MESSAGE).getField(field);
  }

  /** The time from which the row holds. */
  Column effective() {
    return write.effectiveColumn().map(this::delivered).orElseGet(() -> lit(slice.time()));
  }

  // Where a version ends is known only beside the others of its key.
  private Column open() {
    return lit(null).cast(TechnicalSchema.time(dataset, write));
  }

  private Column hash() {
    return ValueHash.of(write.track().orElse(List.of()).stream().map(this::hashed).toList());
  }

  private Column surrogateKey() {
    var key =
        dataset.columns().stream()
            .filter(column -> column.key().isPresent())
            .map(column -> hashed(column.name()));
    var version =
        write.mode() == WriteMode.SCD2
            ? Stream.of(new ValueHash.Value(effective(), TechnicalSchema.time(dataset, write)))
            : Stream.<ValueHash.Value>of();
    return ValueHash.surrogateKey(dataset.id(), Stream.concat(key, version).toList());
  }

  private ValueHash.Value hashed(String name) {
    var column = dataset.column(name).orElseThrow();
    var type = column.mask().isPresent() ? DataTypes.StringType : ColumnTypes.of(column);
    return new ValueHash.Value(delivered(column), type);
  }
}
