package io.dataplat.jobs.input;

import io.dataplat.jobplan.Input;
import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import io.dataplat.jobs.write.ChangesPosition;
import io.dataplat.jobs.write.RetentionMark;
import io.dataplat.jobs.write.TargetTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.iceberg.DataOperations;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.jspecify.annotations.Nullable;

/** The changes of a table: what was appended from one of its snapshots to another. */
final class TableChanges implements ChangesSource {

  private static final Set<String> READABLE = Set.of(DataOperations.APPEND, DataOperations.REPLACE);

  // A dataset may have been files before.
  private static final Predicate<String> NUMBER = Pattern.compile("\\d{1,19}").asMatchPredicate();

  private final Input input;
  private final Table table;
  private final String name;
  private final boolean isAllNeeded;

  // From what readers see back to the oldest that is kept.
  private final List<Snapshot> history = new ArrayList<>();

  /**
   * The changes of a table as it is now.
   *
   * @param isAllNeeded whether no row may go, not even one that is past its retention
   */
  TableChanges(Input input, TargetTable target, boolean isAllNeeded) {
    this.input = input;
    this.isAllNeeded = isAllNeeded;
    this.table = target.load();
    this.name = target.name();
    for (var at = head(); at != null; at = parent(at)) {
      history.add(at);
    }
  }

  private @Nullable Snapshot head() {
    return TargetTable.head(table).map(table::snapshot).orElse(null);
  }

  private @Nullable Snapshot parent(Snapshot of) {
    var parent = of.parentId();
    return parent == null ? null : table.snapshot(parent);
  }

  @Override
  public List<String> ordered(Set<String> places) {
    return places.stream().sorted(Comparator.comparing(this::age).reversed()).toList();
  }

  // How many snapshots came after it.
  private int age(String place) {
    if (place.equals(ChangesPosition.START)) {
      return Integer.MAX_VALUE;
    }
    for (int i = 0; i < history.size(); i++) {
      if (String.valueOf(history.get(i).snapshotId()).equals(place)) {
        return i;
      }
    }
    throw unknown(place);
  }

  private JobFailure unknown(String place) {
    var snapshot = Optional.of(place).filter(NUMBER).map(id -> table.snapshot(Long.parseLong(id)));
    var oldest = history.isEmpty() ? 0 : history.get(history.size() - 1).sequenceNumber();
    return snapshot.filter(each -> each.sequenceNumber() >= oldest).isPresent()
        ? refused(
            "rolled-back",
            "was rolled back behind the snapshot %s, which was read already".formatted(place))
        : refused(
            "state-expired",
            "no longer has the snapshot %s, after which reading goes on".formatted(place));
  }

  private JobFailure refused(String rule, String what) {
    return new JobFailure(
        ExitCode.STATE_REFUSED,
        rule,
        "the table %s of the input `%s` %s; run with `--rewind-to start` to read it anew"
            .formatted(name, input.alias(), what));
  }

  @Override
  public String newest(String readThrough) {
    var head = head();
    return head == null ? ChangesPosition.START : String.valueOf(head.snapshotId());
  }

  @Override
  public ChangesRange between(String from, String to) {
    var range = published(new ChangesPosition(input.dataset(), from, to));
    if (!range.isFromStart()) {
      history.subList(age(to), age(from)).forEach(this::checkReadable);
    }
    return range;
  }

  @Override
  public ChangesRange published(ChangesPosition position) {
    return new ChangesRange(input.alias(), position, Optional.empty(), false);
  }

  // An incremental scan would pass over it without a word.
  private void checkReadable(Snapshot snapshot) {
    var isRetention = RetentionMark.isOn(snapshot) && !isAllNeeded;
    if (!READABLE.contains(snapshot.operation()) && !isRetention) {
      throw new JobFailure(
          ExitCode.INPUT_REFUSED,
          "not-append-only",
          ("the snapshot %s of the table %s is an `%s`, so its changes are not only appended rows,"
                  + " as `read: changes` of the input `%s` needs; run with `--rewind-to start` to"
                  + " read the table anew")
              .formatted(snapshot.snapshotId(), name, snapshot.operation(), input.alias()));
    }
  }
}
