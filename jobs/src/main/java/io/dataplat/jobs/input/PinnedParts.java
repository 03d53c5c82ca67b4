package io.dataplat.jobs.input;

import io.dataplat.jobs.database.DatabaseTable;
import java.util.List;

/**
 * A table of a database, and the parts of it that are read side by side.
 *
 * @param conditions what the rows of each part have in common, in SQL of the database
 */
public record PinnedParts(DatabaseTable table, List<String> conditions) {

  /** Copies what the caller may still change. */
  public PinnedParts {
    conditions = List.copyOf(conditions);
  }
}
