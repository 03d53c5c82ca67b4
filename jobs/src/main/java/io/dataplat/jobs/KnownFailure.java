package io.dataplat.jobs;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.exceptions.RESTException;
import org.apache.spark.QueryContext;
import org.apache.spark.QueryContextType;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.AnalysisException;

/**
 * Finds in what Spark throws the failure that the job can name: its own, thrown inside a task, a
 * damaged file, or an expression that has no value for a row. Values of the data stay unsaid.
 */
public final class KnownFailure {

  // The class of SQL states for values that an expression cannot take.
  private static final String DATA_EXCEPTION = "22";
  private static final Pattern NULL_KEY =
      Pattern.compile("null-key in step [A-Za-z0-9_]+, column [A-Za-z0-9_]+");
  private static final Pattern NOT_UNIQUE =
      Pattern.compile("lookup-not-unique in step ([A-Za-z0-9_]+), key ([A-Za-z0-9_, ]+)");
  private static final int LONGEST = 80;

  private KnownFailure() {}

  /** The failure that the job has a name for, wherever it stands in the chain of causes. */
  public static Optional<JobFailure> in(Throwable error) {
    return FullDisk.in(error)
        .or(() -> Causes.of(error).flatMap(each -> one(each).stream()).findFirst());
  }

  private static Optional<JobFailure> one(Throwable error) {
    if (error instanceof JobFailure failure) {
      return Optional.of(failure);
    }
    if (error instanceof CommitFailedException) {
      return Optional.of(
          new JobFailure(
              ExitCode.CONCURRENT_WRITER,
              "concurrent-writer",
              "other commits to a table came first each time"));
    }
    if (error instanceof RESTException || error instanceof CommitStateUnknownException) {
      return Optional.of(catalogFailed(error));
    }
    if (error instanceof SparkThrowable known && !(error instanceof AnalysisException)) {
      return ofCondition(known, Optional.ofNullable(known.getCondition()).orElse(""));
    }
    return Optional.empty();
  }

  // What a catalog says of its failure may be long and of several lines.
  private static JobFailure catalogFailed(Throwable error) {
    return new JobFailure(
        ExitCode.UNEXPECTED,
        "catalog-failed",
        "a catalog did not answer as it should: " + error.getClass().getSimpleName());
  }

  private static Optional<JobFailure> ofCondition(SparkThrowable error, String condition) {
    if (condition.startsWith("FAILED_READ_FILE")) {
      return Optional.of(unreadable(error, condition));
    }
    if (condition.equals("USER_RAISED_EXCEPTION")) {
      var message = error.getMessageParameters().getOrDefault("errorMessage", "");
      return Optional.of(raised(message));
    }
    return Optional.ofNullable(error.getSqlState())
        .filter(state -> state.startsWith(DATA_EXCEPTION))
        .map(state -> expression("expression-failed", noValue(error, condition)));
  }

  private static JobFailure raised(String message) {
    var notUnique = NOT_UNIQUE.matcher(message);
    if (NULL_KEY.matcher(message).matches()) {
      return expression("null-key", message.substring("null-key in ".length()) + " is null");
    } else if (notUnique.matches()) {
      return expression(
          "lookup-not-unique",
          "step %s: what it looks up in has two rows for one value of the key %s"
              .formatted(notUnique.group(1), notUnique.group(2)));
    }
    return expression("expression-failed", "a step raised an error of its own");
  }

  private static JobFailure unreadable(SparkThrowable error, String condition) {
    return new JobFailure(
        ExitCode.INPUT_REFUSED,
        "file-unreadable",
        "the file `%s` is damaged: %s"
            .formatted(error.getMessageParameters().getOrDefault("path", "?"), condition));
  }

  private static String noValue(SparkThrowable error, String condition) {
    var contexts = Optional.ofNullable(error.getQueryContext()).map(List::of).orElse(List.of());
    return contexts.stream()
        .filter(context -> context.contextType() == QueryContextType.SQL)
        .map(QueryContext::fragment)
        .findFirst()
        .map(sql -> "`" + shorten(sql) + "` has no value for a row: " + condition)
        .orElse("an expression has no value for a row: " + condition);
  }

  private static String shorten(String sql) {
    var line = String.join(" ", Arrays.asList(sql.strip().split("\\s+")));
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 3) + "...";
  }

  private static JobFailure expression(String rule, String message) {
    return new JobFailure(ExitCode.EXPRESSION_FAILED, rule, message);
  }
}
