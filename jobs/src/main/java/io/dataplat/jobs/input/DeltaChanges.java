package io.dataplat.jobs.input;

import io.dataplat.jobplan.Input;
import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import io.dataplat.jobs.write.ChangesPosition;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The changes of a Delta table: what was appended from one of its versions to another. */
record DeltaChanges(Input input, DeltaTable table, DeltaVersion head) implements ChangesSource {

  static DeltaChanges of(Input input, DeltaTable table) {
    var newest = table.newest();
    if (newest.version() < 0) {
      throw InputPlaces.missing(input, "the table " + table.name() + " does not exist");
    }
    return new DeltaChanges(input, table, DeltaVersion.of(newest));
  }

  @Override
  public List<String> ordered(Set<String> places) {
    var numbers = new TreeMap<Long, String>();
    places.forEach(place -> numbers.put(number(place), place));
    return List.copyOf(numbers.values());
  }

  // Below all versions at the start.
  private long number(String place) {
    return place.equals(ChangesPosition.START) ? -1 : version(place).number();
  }

  private DeltaVersion version(String place) {
    var version =
        DeltaVersion.parse(place)
            .filter(each -> each.table().equals(head.table()))
            .orElseThrow(
                () ->
                    refused(
                        table,
                        input.alias(),
                        "state-expired",
                        "is not the one that was read up to `%s`, but was made anew"
                            .formatted(place)));
    if (version.number() > head.number()) {
      throw refused(
          table,
          input.alias(),
          "rolled-back",
          "was rolled back behind the version %s, which was read already"
              .formatted(version.number()));
    }
    return version;
  }

  @Override
  public String newest(String readThrough) {
    return head.toString();
  }

  @Override
  public ChangesRange between(String from, String to) {
    var range = published(new ChangesPosition(input.dataset(), from, to));
    if (!range.isFromStart()) {
      new DeltaAppends(table, input.alias(), number(from), number(to)).files();
    }
    return range;
  }

  @Override
  public ChangesRange published(ChangesPosition position) {
    return new ChangesRange(input.alias(), position, Optional.empty(), false);
  }

  static JobFailure refused(DeltaTable table, String alias, String rule, String what) {
    return new JobFailure(
        ExitCode.STATE_REFUSED,
        rule,
        "the table %s of the input `%s` %s; run with `--rewind-to start` to read it anew"
            .formatted(table.name(), alias, what));
  }
}
