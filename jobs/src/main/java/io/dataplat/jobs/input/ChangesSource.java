package io.dataplat.jobs.input;

import io.dataplat.jobs.write.ChangesPosition;
import java.util.List;
import java.util.Set;

/** An input that is read by its changes: its places, and what lies between two of them. */
public interface ChangesSource {

  /** The places in their order; one that the source no longer knows fails the run. */
  List<String> ordered(Set<String> places);

  /** The place where the source is now, if it was read to a place before. */
  String newest(String readThrough);

  /** What lies between two places. */
  ChangesRange between(String from, String to);

  /** What was read already, so that nobody asks for its rows. */
  ChangesRange published(ChangesPosition position);
}
