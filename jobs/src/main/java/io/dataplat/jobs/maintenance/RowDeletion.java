package io.dataplat.jobs.maintenance;

import io.dataplat.jobs.write.RetentionMark;
import io.dataplat.jobs.write.TargetTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.StrictMetricsEvaluator;
import org.apache.iceberg.spark.CommitMetadata;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.analysis.IcebergAnalysisException;
import org.apache.spark.sql.execution.datasources.SparkExpressionConverter;

/**
 * Deletes the rows of a table that a condition holds for: first the files that have no other rows,
 * which touches no data, then the rows of the rest.
 *
 * @param isOnColumns whether the condition asks for columns of the table alone
 */
record RowDeletion(
    SparkSession session, TargetTable target, String condition, boolean isOnColumns) {

  /** Returns how many rows are gone. */
  long run() {
    var rows = count();
    if (rows == 0) {
      return 0;
    }
    if (isOnColumns) {
      deleteFiles();
    }
    if (!isOnColumns || count() > 0) {
      deleteRows();
    }
    return rows;
  }

  /** How many rows the condition holds for. */
  long count() {
    return session
        .sql("SELECT count(*) FROM " + target.name() + " WHERE " + condition)
        .first()
        .getLong(0);
  }

  private void deleteFiles() {
    var table = target.load();
    var whole = whole(table, expression());
    if (!whole.isEmpty()) {
      var delete = table.newDelete().set(RetentionMark.KEY, RetentionMark.VALUE);
      whole.forEach(delete::deleteFile);
      delete.commit();
    }
  }

  private void deleteRows() {
    CommitMetadata.withCommitProperties(
        RetentionMark.properties(),
        () -> session.sql("DELETE FROM " + target.name() + " WHERE " + condition).count(),
        RuntimeException.class);
  }

  private Expression expression() {
    try {
      return SparkExpressionConverter.convertToIcebergExpression(
          SparkExpressionConverter.collectResolvedSparkExpression(
              (org.apache.spark.sql.classic.SparkSession) session, target.name(), condition));
    } catch (IcebergAnalysisException e) {
      throw new IllegalStateException("the condition is one on the table's columns", e);
    }
  }

  private static List<DataFile> whole(Table table, Expression condition) {
    var strict = new StrictMetricsEvaluator(table.schema(), condition);
    List<DataFile> whole = new ArrayList<>();
    try (var tasks = table.newScan().filter(condition).includeColumnStats().planFiles()) {
      for (var task : tasks) {
        if (task.residual().op() == Expression.Operation.TRUE || strict.eval(task.file())) {
          whole.add(task.file().copyWithoutStats());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return whole;
  }
}
