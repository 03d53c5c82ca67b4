package io.dataplat.sql.spark;

import io.dataplat.sql.SqlProblem;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.catalyst.analysis.UnsupportedOperationChecker$;
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
      return List.of();
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
      return text.error(
          "watermark-missing",
          range,
          "this needs a watermark: rows of a stream never end",
          Optional.of("give the input a `watermark` and group or join by its time"));
    }
    return text.error(
        "bad-sql",
        range,
        "not possible in a stream: " + message,
        Optional.of("do it in a batch task"));
  }
}
