package io.dataplat.jobs.run;

import io.dataplat.jobplan.ColumnReference;
import io.dataplat.jobs.input.PinnedReference;
import io.dataplat.jobs.measure.MeasuredRows;
import io.dataplat.jobs.write.StageTarget;
import io.dataplat.jobs.write.Staged;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The rows of an output on its branch, which has the rest of the table, too. */
record StagedRows(StageTarget target, Staged staged, List<PinnedReference> references)
    implements MeasuredRows {

  @Override
  public Dataset<Row> kept() {
    return staged.rows().get();
  }

  @Override
  public boolean isMerged() {
    return !OutputCandidates.isRowByRow(target.write().mode());
  }

  @Override
  public Dataset<Row> stored() {
    return target.ofThisBatch();
  }

  @Override
  public Dataset<Row> others() {
    return target.ofOtherBatches();
  }

  @Override
  public Dataset<Row> referenced(ColumnReference reference) {
    return references.stream()
        .filter(each -> each.dataset().id().equals(reference.dataset()))
        .findFirst()
        .orElseThrow()
        .values(target.session(), reference.column());
  }
}
