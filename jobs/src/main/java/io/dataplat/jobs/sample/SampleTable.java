package io.dataplat.jobs.sample;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobplan.TechnicalColumns;
import io.dataplat.jobs.session.ColumnTypes;
import io.dataplat.jobs.session.Names;
import io.dataplat.jobs.session.TimeBounds;
import io.dataplat.jobs.write.TableContract;
import io.dataplat.jobs.write.TargetTable;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;

/** A table that nobody has written to but samples. */
record SampleTable(SparkSession session, DatasetContract dataset) implements SamplePlace {

  private static final String LEDGER = "dataplat.ledger.";

  @Override
  public boolean isEmpty(SamplePart part) {
    var table = TargetTable.of(session, dataset);
    if (!table.exists()) {
      return true;
    }
    var isPublished =
        table.load().properties().keySet().stream().anyMatch(key -> key.startsWith(LEDGER));
    return !isPublished && part.isDay() && !hasRows(table, part);
  }

  private boolean hasRows(TargetTable table, SamplePart part) {
    return dataset.columns().stream()
        .filter(column -> dataset.timeColumn().equals(Optional.of(column.name())))
        .anyMatch(time -> hasRows(table, part, time));
  }

  private boolean hasRows(TargetTable table, SamplePart part, ContractColumn time) {
    var bounds = new TimeBounds(part.interval(), ColumnTypes.of(time));
    return !session
        .table(table.name())
        .where(bounds.contains(col(Names.quote(time.name()))))
        .isEmpty();
  }

  @Override
  public void write(SamplePart part, List<SampleRow> rows) {
    var table = new TableContract(session, dataset).ensure();
    var frame =
        session
            .createDataFrame(Typed.rows(rows), ColumnTypes.struct(dataset.columns()))
            .withColumn(TechnicalColumns.BATCH_ID, lit("sample"));
    try {
      frame.writeTo(table.name()).append();
    } catch (NoSuchTableException e) {
      throw new IllegalStateException("the table vanished while it was filled", e);
    }
  }

  @Override
  public String name() {
    return TargetTable.of(session, dataset).name().replace("`", "");
  }
}
