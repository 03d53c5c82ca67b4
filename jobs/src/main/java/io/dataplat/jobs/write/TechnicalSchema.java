package io.dataplat.jobs.write;

import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobplan.TechnicalColumns;
import io.dataplat.jobplan.Write;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.session.ColumnTypes;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** The columns that a writer adds to a table by itself, in the order in which they follow. */
public final class TechnicalSchema {

  private TechnicalSchema() {}

  /** The columns by their names; a table that nothing writes yet has those that every mode has. */
  static Map<String, DataType> of(DatasetContract dataset, Optional<Write> write) {
    var columns = new LinkedHashMap<String, DataType>();
    columns.put(TechnicalColumns.BATCH_ID, DataTypes.StringType);
    var mode = write.map(Write::mode);
    if (mode.filter(WriteMode.SCD2::equals).isPresent()) {
      var time = time(dataset, write.orElseThrow());
      columns.put(TechnicalColumns.VALID_FROM, time);
      columns.put(TechnicalColumns.VALID_TO, time);
      columns.put(TechnicalColumns.IS_CURRENT, DataTypes.BooleanType);
      columns.put(TechnicalColumns.ROW_HASH, DataTypes.StringType);
      columns.put(TechnicalColumns.LAST_EFFECTIVE, time);
    } else if (mode.filter(WriteMode.SNAPSHOT::equals).isPresent()) {
      columns.put(TechnicalColumns.ROW_HASH, DataTypes.StringType);
    }
    return Collections.unmodifiableMap(columns);
  }

  /** The type of the times of versions: that of the column they come from. */
  public static DataType time(DatasetContract dataset, Write write) {
    return write
        .effectiveColumn()
        .flatMap(dataset::column)
        .map(ColumnTypes::of)
        .orElse(DataTypes.TimestampType);
  }
}
