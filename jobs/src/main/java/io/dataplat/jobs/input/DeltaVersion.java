package io.dataplat.jobs.input;

import io.dataplat.jobs.write.ChangesPosition;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.spark.sql.delta.Snapshot;

/**
 * A version of a Delta table as a place of reading. Numbers begin anew in a table that is made anew
 * in the same folder, so the beginning of its identifier stands beside them.
 */
record DeltaVersion(long number, String table) {

  private static final int LENGTH = 8;
  private static final Pattern PLACE = Pattern.compile("(\\d{1,18})-([A-Za-z0-9]{1,8})");

  static DeltaVersion of(Snapshot version) {
    var identifier = version.metadata().id().replaceAll("[^A-Za-z0-9]", "");
    return new DeltaVersion(
        version.version(), identifier.substring(0, Math.min(LENGTH, identifier.length())));
  }

  /** The version of a place; nothing for the start, and for places of other tables. */
  static Optional<DeltaVersion> parse(String place) {
    var found = PLACE.matcher(place);
    return !place.equals(ChangesPosition.START) && found.matches()
        ? Optional.of(new DeltaVersion(Long.parseLong(found.group(1)), found.group(2)))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return number + "-" + table;
  }
}
