package io.dataplat.jobplan;

import java.util.Optional;

/**
 * Which rows mean that a key is gone, and how long that is remembered.
 *
 * @param when a condition on the rows of the relation that the output takes; absent if only other
 *     tasks delete
 * @param keepTombstones an ISO 8601 duration
 */
public record Deletes(Optional<String> when, String keepTombstones) {

  /** The table beside a table that remembers which of its keys are gone. */
  public static String tombstones(String table) {
    return table + "__tombstones";
  }
}
