package io.dataplat.jobs.write;

import java.util.Map;
import org.apache.iceberg.Snapshot;

/**
 * What a snapshot says of itself that removes rows past their retention and nothing else: to who
 * reads the changes of the table, nothing is new in it.
 */
public final class RetentionMark {

  /** The property of the snapshot. */
  public static final String KEY = "dataplat.maintenance";

  /** Its value. */
  public static final String VALUE = "retention";

  private RetentionMark() {}

  /** The mark as properties of a commit. */
  public static Map<String, String> properties() {
    return Map.of(KEY, VALUE);
  }

  /** Whether a snapshot has the mark. */
  public static boolean isOn(Snapshot snapshot) {
    return VALUE.equals(snapshot.summary().get(KEY));
  }
}
