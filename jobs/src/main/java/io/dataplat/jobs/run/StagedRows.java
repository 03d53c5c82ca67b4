package io.dataplat.jobs.run;

import io.dataplat.jobplan.ColumnReference;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.input.PinnedReference;
import io.dataplat.jobs.measure.MeasuredRows;
import io.dataplat.jobs.write.Stage;
import io.dataplat.jobs.write.Staged;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The rows of an output where they are staged, which has the rest of the table, too. */
record StagedRows(
    SparkSession session,
    WriteMode mode,
    Stage stage,
    Staged staged,
    List<PinnedReference> references)
    implements MeasuredRows {

  @Override
  public Dataset<Row> kept() {
    return staged.rows().get();
  }

  @Override
  public boolean isMerged() {
    return !OutputCandidates.isRowByRow(mode);
  }

  @Override
  public Dataset<Row> stored() {
    return stage.ofThisBatch();
  }

  @Override
  public Dataset<Row> others() {
    return stage.ofOtherBatches();
  }

  @Override
  public Dataset<Row> referenced(ColumnReference reference) {
    return references.stream()
        .filter(each -> each.dataset().id().equals(reference.dataset()))
        .findFirst()
        .orElseThrow()
        .values(session, reference.column());
  }
}
