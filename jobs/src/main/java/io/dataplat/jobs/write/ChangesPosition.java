package io.dataplat.jobs.write;

/**
 * How far an output has read an input by its changes, which moves in the commit that publishes. A
 * place is the identifier of a snapshot, or the name of a list of files.
 *
 * @param dataset what is read
 * @param from where the batch that was published last began
 * @param to where it ended, and the next one begins
 */
public record ChangesPosition(String dataset, String from, String to) {

  /** The place before everything. */
  public static final String START = "start";
}
