package io.dataplat.compiler.analysis;

import io.dataplat.compiler.model.Task;
import io.dataplat.sql.ColumnOrigin;
import io.dataplat.sql.Relation;
import io.dataplat.sql.SqlColumn;
import io.dataplat.sql.StepKind;
import java.util.List;

/**
 * A step with what it delivers.
 *
 * @param reads the inputs and steps that it names, in the order of use
 * @param kind what it does to the number of rows
 * @param origins which columns of what it reads decide each of its columns
 * @param stateful whether a stream needs state for it
 * @param relation its columns, key and watermark, as later steps see them
 */
public record AnalysedStep(
    Task.Step step,
    List<String> reads,
    StepKind kind,
    List<ColumnOrigin> origins,
    boolean stateful,
    Relation relation) {
  public AnalysedStep {
    reads = List.copyOf(reads);
    origins = List.copyOf(origins);
  }

  public String name() {
    return step.name();
  }

  public List<SqlColumn> columns() {
    return relation.columns();
  }
}
