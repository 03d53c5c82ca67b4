package io.dataplat.jobs.input;

import io.dataplat.jobs.write.ChangesPosition;
import java.util.Optional;

/**
 * What a batch reads of the input that it reads by its changes: all that came after one place, up
 * to another.
 *
 * @param files of files those that came, and the list of all until then
 * @param isRewound whether what was read since the first place is replaced
 */
public record ChangesRange(
    String alias, ChangesPosition position, Optional<PickedFiles> files, boolean isRewound) {

  /** The same, in place of what was read since its first place. */
  public ChangesRange rewound() {
    return new ChangesRange(alias, position, files, true);
  }

  /** Whether nothing came. */
  boolean hasNoRows() {
    return position.from().equals(position.to());
  }

  /** Whether nothing came and nothing is replaced. */
  public boolean isEmpty() {
    return !isRewound && hasNoRows();
  }

  /** Whether it begins before everything. */
  public boolean isFromStart() {
    return position.from().equals(ChangesPosition.START);
  }

  /** The snapshot of a table up to which it goes; none if the table never had one. */
  Optional<Long> snapshot() {
    return files.isPresent() || position.to().equals(ChangesPosition.START)
        ? Optional.empty()
        : Optional.of(Long.valueOf(position.to()));
  }

  @Override
  public String toString() {
    return position.from() + ".." + position.to();
  }
}
