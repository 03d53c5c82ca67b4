package io.dataplat.jobs;

import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.AnalysisException;
import org.jspecify.annotations.Nullable;

/**
 * Says what kind of error it was, without its message: Spark's messages quote values of the data.
 */
public final class ErrorText {

  private static final int DEEPEST = 20;

  private ErrorText() {}

  /** What Spark calls the innermost error that it has a name for; else the class of the error. */
  public static String kind(Throwable error) {
    var kind = error.getClass().getName();
    @Nullable Throwable at = error;
    for (int depth = 0; at != null && depth < DEEPEST; depth++) {
      var condition = at instanceof SparkThrowable spark ? spark.getCondition() : null;
      kind = condition == null ? kind : condition;
      at = at.getCause();
    }
    return kind;
  }

  static String of(Throwable error) {
    var text = new StringBuilder(describe(error));
    @Nullable Throwable cause = error.getCause();
    for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
      text.append(", by ").append(describe(cause));
      cause = cause.getCause();
    }
    return text.toString();
  }

  private static String describe(Throwable error) {
    var place = error.getStackTrace().length == 0 ? "" : " at " + error.getStackTrace()[0];
    // An analysis knows names and types of the plan, and no row.
    if (error instanceof AnalysisException) {
      return String.valueOf(error.getMessage())
          .lines()
          .filter(line -> !line.isBlank())
          .findFirst()
          .orElse("analysis error");
    }
    var condition = error instanceof SparkThrowable spark ? spark.getCondition() : null;
    return condition == null ? error.getClass().getName() + place : condition;
  }
}
