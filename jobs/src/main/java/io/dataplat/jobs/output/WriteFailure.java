package io.dataplat.jobs.output;

import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import io.dataplat.jobs.database.Database;
import io.dataplat.jobs.database.TableName;
import io.dataplat.jobs.write.TargetTable;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Says why a table could not be written, without the database's message: that may hold values. */
final class WriteFailure {

  // Another transaction came first, or held on to its locks for too long.
  private static final Set<String> OVERTAKEN = Set.of("40001", "40P01", "55P03");
  private static final Map<String, String> RULES =
      Map.of("28", "database-login-refused", "42501", "database-permission-missing");
  private static final Map<String, String> REASONS =
      Map.of(
          "08", "the connection broke or could not be made",
          "22", "a value is none of its column's",
          "23", "a row breaks a constraint of the table",
          "25006", "it takes no writes",
          "28", "it refuses the user or the password",
          "42501", "the user may not write it",
          "53", "the server is out of memory, disk or connections",
          "54", "a value is too long for an index or a statement",
          "57", "the server ended the connection or is starting");

  private WriteFailure() {}

  static JobFailure of(Database database, TableName table, SQLException error) {
    var state = database.system().state(error);
    if (OVERTAKEN.contains(state)) {
      return overtaken(database, table);
    }
    return new JobFailure(
        ExitCode.UNEXPECTED,
        byState(RULES, state).orElse("database-failed"),
        "the table `%s` of `%s` (%s) could not be written: %s, SQL state %s"
            .formatted(
                table.text(),
                database.connection(),
                database.place(),
                byState(REASONS, state).orElse("the database failed"),
                state.isEmpty() ? "unknown" : state));
  }

  static JobFailure overtaken(Database database, TableName table) {
    return new JobFailure(
        ExitCode.CONCURRENT_WRITER,
        TargetTable.CONCURRENT_WRITER,
        "another writer changed the table `%s` of `%s` while this run was staged"
            .formatted(table.text(), database.connection()));
  }

  private static Optional<String> byState(Map<String, String> texts, String state) {
    for (int length = state.length(); length > 1; length--) {
      var found = Optional.ofNullable(texts.get(state.substring(0, length)));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }
}
