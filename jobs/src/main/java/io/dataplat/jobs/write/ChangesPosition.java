package io.dataplat.jobs.write;

import io.dataplat.jobplan.Input;

/**
 * How far an output has read an input by its changes, which moves in the commit that publishes. A
 * place is a snapshot or version of a table, the name of a list of files, or a value of a column.
 *
 * @param dataset what is read; of a database table with the column that grows
 * @param from where the batch that was published last began
 * @param to where it ended, and the next one begins
 */
public record ChangesPosition(String dataset, String from, String to) {

  /** The place before everything. */
  public static final String START = "start";

  /** What an input reads: places in one column are none in another. */
  public static String subject(Input input) {
    return input
        .changes()
        .map(changes -> input.dataset() + "." + changes.column())
        .orElse(input.dataset());
  }
}
