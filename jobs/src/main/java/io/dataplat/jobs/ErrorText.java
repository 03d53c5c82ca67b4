package io.dataplat.jobs;

import java.util.stream.Collectors;
import org.apache.spark.sql.AnalysisException;

/**
 * Says what kind of error it was, without its message: Spark's messages quote values of the data.
 */
public final class ErrorText {

  private ErrorText() {}

  /** What Spark calls the innermost error that it has a name for; else the class of the error. */
  public static String kind(Throwable error) {
    return Causes.conditions(error)
        .reduce((outer, inner) -> inner)
        .orElseGet(() -> error.getClass().getName());
  }

  static String of(Throwable error) {
    return Causes.of(error).map(ErrorText::describe).collect(Collectors.joining(", by "));
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
    return Causes.condition(error).orElseGet(() -> error.getClass().getName() + place);
  }
}
