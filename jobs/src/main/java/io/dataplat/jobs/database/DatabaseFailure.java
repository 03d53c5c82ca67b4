package io.dataplat.jobs.database;

import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import java.sql.SQLException;
import java.util.Map;
import java.util.Map.Entry;
import org.jspecify.annotations.Nullable;

/** Says what a database refused or why it failed, without its message: that may hold values. */
public final class DatabaseFailure {

  private static final String FAILED = "database-failed";
  // The first characters of SQL states; the longer ones come first.
  private static final Map<String, Entry<String, String>> REFUSED =
      Map.of(
          "28", Map.entry("database-login-refused", "it refuses the user or the password"),
          "3D", Map.entry("missing-input", "there is no such database"),
          "42501", Map.entry("database-permission-missing", "the user may not read it"),
          "42P01", Map.entry("missing-input", "there is no such table"),
          "42703", Map.entry("columns-not-as-contract", "it lacks a column of the contract"));
  private static final Map<String, String> REASONS =
      Map.of(
          "08", "the connection broke or could not be made",
          "22023", "the state that is read exists no longer",
          "53", "the server is out of memory, disk or connections",
          "55P03", "another transaction has locked it",
          "57", "the server ended the connection or is starting");

  private DatabaseFailure() {}

  /** The failure of what was done with a table. */
  public static JobFailure of(Database database, TableName table, SQLException error) {
    var state = database.system().state(error);
    var subject =
        "the table `%s` of `%s` (%s)"
            .formatted(table.text(), database.connection(), database.place());
    var refused = byState(REFUSED, state);
    if (refused != null) {
      return new JobFailure(
          ExitCode.INPUT_REFUSED,
          refused.getKey(),
          "%s cannot be read: %s".formatted(subject, refused.getValue()));
    }
    var reason = byState(REASONS, state);
    return new JobFailure(
        ExitCode.UNEXPECTED,
        FAILED,
        "%s could not be read to its end: %s, SQL state %s"
            .formatted(
                subject,
                reason == null ? "the database failed" : reason,
                state.isEmpty() ? "unknown" : state));
  }

  private static <T> @Nullable T byState(Map<String, T> texts, String state) {
    for (int length = state.length(); length > 1; length--) {
      var found = texts.get(state.substring(0, length));
      if (found != null) {
        return found;
      }
    }
    return null;
  }
}
