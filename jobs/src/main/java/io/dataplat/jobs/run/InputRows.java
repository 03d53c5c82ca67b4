package io.dataplat.jobs.run;

import io.dataplat.jobplan.ColumnReference;
import io.dataplat.jobs.input.CheckedInput;
import io.dataplat.jobs.measure.MeasuredRows;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The rows of an input, which stand in no table of the task. */
record InputRows(CheckedInput input) implements MeasuredRows {

  @Override
  public Dataset<Row> kept() {
    return input.rows();
  }

  @Override
  public boolean isMerged() {
    return false;
  }

  @Override
  public Dataset<Row> stored() {
    return input.rows();
  }

  @Override
  public Dataset<Row> others() {
    throw new IllegalStateException("a plan that was judged compares no input with a table");
  }

  @Override
  public Dataset<Row> referenced(ColumnReference reference) {
    throw new IllegalStateException("a plan that was judged compares no input with a table");
  }
}
