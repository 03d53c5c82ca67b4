package io.dataplat.jobs.input;

import io.dataplat.jobs.database.GrowingColumn;
import io.dataplat.jobs.write.ChangesPosition;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The changes of a database table: the rows whose growing column has values from one to another.
 */
final class DatabaseChanges implements ChangesSource {

  private final ChangesColumn column;
  private final GrowingColumn growing;
  private final Duration settle;

  /**
   * The rows that are there now.
   *
   * @param settle how old a time must be, or how long to wait for who may commit a smaller number
   */
  DatabaseChanges(ChangesColumn column, GrowingColumn growing, Duration settle) {
    this.column = column;
    this.growing = growing;
    this.settle = settle;
  }

  @Override
  public List<String> ordered(Set<String> places) {
    return places.stream().sorted(column.order()).toList();
  }

  @Override
  public String newest(String readThrough) {
    return settled()
        .filter(place -> column.order().compare(readThrough, place) < 0)
        .filter(place -> growing.hasRows(column.range(readThrough, place)))
        .orElse(readThrough);
  }

  // The end of a range is no part of it.
  private Optional<String> settled() {
    return column.isTime()
        ? Optional.of(growing.now().minus(settle).toString())
        : growing.greatestSettled(settle).map(BigInteger.ONE::add).map(BigInteger::toString);
  }

  @Override
  public ChangesRange between(String from, String to) {
    return published(new ChangesPosition(ChangesPosition.subject(column.input()), from, to));
  }

  @Override
  public ChangesRange published(ChangesPosition position) {
    return new ChangesRange(column.input().alias(), position, Optional.empty(), false);
  }
}
