package io.dataplat.sql.spark;

import io.dataplat.sql.SqlProblem;
import io.dataplat.sql.spark.SqlText.Range;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.catalyst.analysis.UnsupportedOperationChecker$;
import org.apache.spark.sql.catalyst.plans.logical.EventTimeWatermark;
import org.apache.spark.sql.catalyst.plans.logical.Join;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.streaming.OutputMode;

/** What Spark can do with rows that arrive without end. */
final class StreamRules {
  private final SqlText text;

  StreamRules(SqlText text) {
    this.text = text;
  }

  List<SqlProblem> check(LogicalPlan plan) {
    if (!plan.isStreaming()) {
      return List.of();
    }
    try {
      var checker = UnsupportedOperationChecker$.MODULE$;
      checker.checkForStreaming(plan, OutputMode.Append());
      checker.checkStreamingQueryGlobalWatermarkLimit(plan, OutputMode.Append());
      return Trees.plans(plan).flatMap(node -> endlessState(node).stream()).toList();
    } catch (Exception refusal) {
      return List.of(problem(refusal));
    }
  }

  private SqlProblem problem(Exception refusal) {
    var message = SparkErrors.reworded(String.valueOf(refusal.getMessage()));
    var range =
        refusal instanceof AnalysisException exception
            ? text.rangeOf(exception.origin())
            : text.all();
    if (message.toLowerCase(Locale.ROOT).contains("watermark")) {
      return watermarkMissing(range);
    }
    return text.error(
        "bad-sql",
        range,
        "not possible in a stream: " + message,
        Optional.of("do it in a batch task"));
  }

  /** Spark joins streams without a watermark, and keeps every row for ever. */
  private Optional<SqlProblem> endlessState(LogicalPlan plan) {
    return plan instanceof Join join
            && join.left().isStreaming()
            && join.right().isStreaming()
            && !(hasWatermark(join.left()) && hasWatermark(join.right()))
        ? Optional.of(watermarkMissing(text.rangeOf(plan.origin())))
        : Optional.empty();
  }

  private static boolean hasWatermark(LogicalPlan plan) {
    return Trees.plans(plan).anyMatch(EventTimeWatermark.class::isInstance);
  }

  private SqlProblem watermarkMissing(Range range) {
    return text.error(
        "watermark-missing",
        range,
        "this needs a watermark: rows of a stream never end",
        Optional.of("give the input a `watermark` and group or join by its time"));
  }
}
