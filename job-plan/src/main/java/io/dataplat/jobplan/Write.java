package io.dataplat.jobplan;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How an output changes its table.
 *
 * @param effectiveFrom the column with the time from which a version holds, or {@link #RUN}
 * @param maxRemoved the share of the rows, in percent, that a run may remove
 * @param unknownMember the row that the table has beside those that steps deliver
 * @param groups which rows of the input make one row here, where a run replaces such groups
 */
public record Write(
    WriteMode mode,
    List<String> keys,
    List<String> sequenceBy,
    Optional<Deletes> deletes,
    Optional<String> effectiveFrom,
    Optional<List<String>> track,
    Optional<LateChanges> late,
    Optional<AbsentKeys> absent,
    Optional<BigDecimal> maxRemoved,
    OutsideInterval outsideInterval,
    Optional<String> ttl,
    Optional<String> featureVersion,
    Optional<UnknownMember> unknownMember,
    Optional<Groups> groups) {
  /** A version holds from the time that the run stands for. */
  public static final String RUN = "run";

  /** Copies what the caller may still change. */
  public Write {
    keys = List.copyOf(keys);
    sequenceBy = List.copyOf(sequenceBy);
    track = track.map(List::copyOf);
  }

  /** The same write that also takes deletes. */
  public Write with(Deletes some) {
    return new Write(
        mode,
        keys,
        sequenceBy,
        Optional.of(some),
        effectiveFrom,
        track,
        late,
        absent,
        maxRemoved,
        outsideInterval,
        ttl,
        featureVersion,
        unknownMember,
        groups);
  }

  /** The same write to a table that also has a row for what is not known. */
  public Write with(UnknownMember row) {
    return new Write(
        mode,
        keys,
        sequenceBy,
        deletes,
        effectiveFrom,
        track,
        late,
        absent,
        maxRemoved,
        outsideInterval,
        ttl,
        featureVersion,
        Optional.of(row),
        groups);
  }

  /** The same write that replaces groups. */
  public Write with(Groups some) {
    return new Write(
        mode,
        keys,
        sequenceBy,
        deletes,
        effectiveFrom,
        track,
        late,
        absent,
        maxRemoved,
        outsideInterval,
        ttl,
        featureVersion,
        unknownMember,
        Optional.of(some));
  }

  /** The same write of values that end after a time. */
  public Write living(String time) {
    return new Write(
        mode,
        keys,
        sequenceBy,
        deletes,
        effectiveFrom,
        track,
        late,
        absent,
        maxRemoved,
        outsideInterval,
        Optional.of(time),
        featureVersion,
        unknownMember,
        groups);
  }

  /** The column with the time from which a version holds; none if it is the run's. */
  public Optional<String> effectiveColumn() {
    return effectiveFrom.filter(from -> !from.equals(RUN));
  }

  /** The columns that place a row in time or among the changes of its key, once each. */
  public List<String> ordering() {
    return Stream.concat(effectiveColumn().stream(), sequenceBy.stream()).distinct().toList();
  }

  /** The columns that a row must have to mean that its key is gone. */
  public List<String> ofDeletes() {
    return Stream.concat(keys.stream(), ordering().stream()).distinct().toList();
  }

  /** The column with the time of a delete; none if it is the run's. */
  public Optional<String> deleteTime() {
    return mode == WriteMode.SCD2 ? effectiveColumn() : sequenceBy.stream().findFirst();
  }

  /** Whether changes of a key must come in the order of their times. */
  public boolean isOrdered() {
    return mode == WriteMode.SCD2 && late.filter(LateChanges.INSERT::equals).isEmpty();
  }
}
