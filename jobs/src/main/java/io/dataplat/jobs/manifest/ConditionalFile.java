package io.dataplat.jobs.manifest;

import java.io.IOException;
import java.util.Optional;

/** A small file that is replaced only by who has seen what it holds. */
interface ConditionalFile {

  /**
   * What a file holds.
   *
   * @param tag what is another one for every other content
   */
  record Content(String text, String tag) {}

  /** What the file holds; empty if it is not there. */
  Optional<Content> read() throws IOException;

  /** Replaces what was seen as a whole; false if it is no longer there. */
  boolean replace(Optional<Content> seen, String text) throws IOException;

  /** Whether both are the same state of the file. */
  static boolean areEqual(Optional<Content> one, Optional<Content> other) {
    return one.map(Content::tag).equals(other.map(Content::tag));
  }
}
