package io.dataplat.sql.spark;

import io.dataplat.sql.SqlProblem;
import io.dataplat.sql.spark.SqlText.Range;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The functions that a step may not call, by name, with the reason. */
final class FunctionRules {
  private static final Map<String, String> FORBIDDEN = new LinkedHashMap<>();
  private static final Map<String, String> NOT_DETERMINISTIC = new LinkedHashMap<>();

  static {
    forbid("calls Java code", "reflect", "java_method", "try_reflect");
    forbid("depends on how files are split", "input_file_block_start", "input_file_block_length");
    forbid("reads a file's place", "input_file_name");
    forbid("depends on who runs it", "current_user", "session_user", "user");
    forbid(
        "depends on the session",
        "current_catalog",
        "current_database",
        "current_schema",
        "current_timezone");
    forbid("depends on the version of Spark", "version");
    forbid(
        "reads a table behind the compiler's back",
        "read_files",
        "sql_keywords",
        "python_worker_logs",
        "collations");
    varies(
        "reads the clock",
        "now",
        "current_timestamp",
        "current_date",
        "curdate",
        "current_time",
        "localtimestamp",
        "unix_timestamp_now");
    varies("is random", "rand", "random", "randn", "randstr", "uniform", "uuid", "shuffle");
    varies("depends on partitions", "monotonically_increasing_id", "spark_partition_id");
  }

  private FunctionRules() {}

  private static void forbid(String reason, String... names) {
    List.of(names).forEach(name -> FORBIDDEN.put(name, reason));
  }

  private static void varies(String reason, String... names) {
    List.of(names).forEach(name -> NOT_DETERMINISTIC.put(name, reason));
  }

  /** The finding for a call of the function, if it may not be called. */
  static Optional<SqlProblem> problem(
      SqlText text, Range range, String function, boolean noArguments) {
    var name = function.toLowerCase(Locale.ROOT);
    if (FORBIDDEN.containsKey(name)) {
      var message = "`" + name + "` is not allowed: it " + FORBIDDEN.get(name);
      return Optional.of(text.error("forbidden-function", range, message, Optional.empty()));
    }
    var reason =
        name.equals("unix_timestamp") && noArguments
            ? "reads the clock"
            : NOT_DETERMINISTIC.get(name);
    return Optional.ofNullable(reason).map(why -> notDeterministic(text, range, name, why));
  }

  private static SqlProblem notDeterministic(
      SqlText text, Range range, String name, String reason) {
    var hint =
        reason.equals("reads the clock")
            ? Optional.of("use `:run_start` or `:run_end`, the interval of the run")
            : Optional.of("derive the value from the columns, e.g. with `sha2` or `xxhash64`");
    return text.error(
        "not-deterministic",
        range,
        "`" + name + "` " + reason + ", so a repeated run would give other rows",
        hint);
  }
}
