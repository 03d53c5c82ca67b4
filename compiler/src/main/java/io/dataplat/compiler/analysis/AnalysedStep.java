package io.dataplat.compiler.analysis;

import io.dataplat.compiler.model.Task;
import io.dataplat.sql.ColumnOrigin;
import io.dataplat.sql.SqlColumn;
import io.dataplat.sql.StepKind;
import java.util.List;

/**
 * A step with what it delivers.
 *
 * @param reads the inputs and steps that it names, in the order of use
 */
public record AnalysedStep(
    Task.Step step,
    List<String> reads,
    StepKind kind,
    List<SqlColumn> columns,
    List<ColumnOrigin> origins) {
  public AnalysedStep {
    reads = List.copyOf(reads);
    columns = List.copyOf(columns);
    origins = List.copyOf(origins);
  }
}
