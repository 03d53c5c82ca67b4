package io.dataplat.compiler.plan;

import io.dataplat.compiler.analysis.TouchedGroups;
import io.dataplat.compiler.model.Column;
import io.dataplat.compiler.model.Dataset;
import io.dataplat.compiler.model.Sourced;
import io.dataplat.compiler.model.Storage;
import io.dataplat.compiler.model.Task;
import io.dataplat.jobplan.AbsentKeys;
import io.dataplat.jobplan.Deletes;
import io.dataplat.jobplan.GroupColumn;
import io.dataplat.jobplan.Groups;
import io.dataplat.jobplan.LateChanges;
import io.dataplat.jobplan.OutsideInterval;
import io.dataplat.jobplan.UnknownMember;
import io.dataplat.jobplan.Write;
import io.dataplat.jobplan.WriteMode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Writes into a job plan how an output changes its table, every default written out. */
final class WritePlanner {

  private static final BigDecimal MOST_REMOVED = BigDecimal.valueOf(20);

  private final Task.Write write;
  private final Dataset dataset;
  private final Optional<TouchedGroups> groups;

  private WritePlanner(Task.Write write, Dataset dataset, Optional<TouchedGroups> groups) {
    this.write = write;
    this.dataset = dataset;
    this.groups = groups;
  }

  static Write write(Task.Write write, Dataset dataset) {
    return write(write, dataset, Optional.empty());
  }

  static Write write(Task.Write write, Dataset dataset, Optional<TouchedGroups> groups) {
    return new WritePlanner(write, dataset, groups).write();
  }

  private Write write() {
    boolean history = write.mode().value() == Task.WriteMode.SCD2;
    boolean complete = absent().filter(each -> each != AbsentKeys.KEEP).isPresent();
    WriteMode mode = WriteMode.valueOf(write.mode().value().name());
    return new Write(
        mode,
        mode.isByKey() ? keys() : List.of(),
        mode.isByKey() ? sequenceBy() : List.of(),
        deletes(),
        history ? effectiveFrom() : Optional.empty(),
        history || write.mode().value() == Task.WriteMode.SNAPSHOT
            ? Optional.of(track())
            : Optional.empty(),
        history && !write.isEffectiveFromRun() ? Optional.of(late()) : Optional.empty(),
        absent(),
        complete
            ? write.maxRemoved().map(Sourced::value).or(() -> Optional.of(MOST_REMOVED))
            : Optional.empty(),
        OutsideInterval.FAIL,
        dataset.storage() instanceof Storage.KeyValue keys
            ? keys.ttl().map(ttl -> ttl.value().toString())
            : Optional.empty(),
        Optional.empty(),
        dataset.unknownMember().isEmpty()
            ? Optional.empty()
            : Optional.of(new UnknownMember(LookupPlanner.texts(dataset.unknownMember()))),
        groups.map(WritePlanner::groups));
  }

  private static Groups groups(TouchedGroups groups) {
    return new Groups(
        groups.of(),
        groups.columns().stream()
            .map(column -> new GroupColumn(column.name(), column.value()))
            .toList());
  }

  // Each row of a task that only deletes does so.
  private Optional<Deletes> deletes() {
    if (write.mode().value() == Task.WriteMode.DELETE) {
      return Optional.of(new Deletes(Optional.of("true"), Task.Deletes.KEPT.toString()));
    }
    return write
        .deletes()
        .map(
            deletes ->
                new Deletes(
                    deletes.when().map(Sourced::value),
                    deletes.keepTombstones().value().toString()));
  }

  private List<String> keys() {
    return dataset.keyColumns().stream().map(Column::name).toList();
  }

  // A complete source has one row of each key, and most such rows have no time of their own.
  private List<String> sequenceBy() {
    boolean complete =
        write.mode().value() == Task.WriteMode.SNAPSHOT || write.isEffectiveFromRun();
    return write
        .sequenceBy()
        .or(() -> complete ? Optional.empty() : dataset.timeColumn())
        .map(Sourced::value)
        .stream()
        .toList();
  }

  private Optional<String> effectiveFrom() {
    return write.effectiveFrom().or(dataset::timeColumn).map(Sourced::value);
  }

  // The times and the sequence of a change differ from those of any other.
  private List<String> track() {
    if (!write.track().isEmpty()) {
      return write.track().stream().map(Sourced::value).toList();
    }
    var left = new TreeSet<>(keys());
    if (write.mode().value() == Task.WriteMode.SCD2) {
      left.addAll(sequenceBy());
      effectiveFrom().ifPresent(left::add);
    }
    return dataset.columns().stream()
        .filter(column -> column.generated().isEmpty())
        .map(Column::name)
        .filter(name -> !left.contains(name))
        .toList();
  }

  private LateChanges late() {
    return write
        .late()
        .map(late -> LateChanges.valueOf(late.value().name()))
        .orElse(LateChanges.QUARANTINE);
  }

  private Optional<AbsentKeys> absent() {
    Optional<AbsentKeys> written =
        write.absent().map(absent -> AbsentKeys.valueOf(absent.value().name()));
    return switch (write.mode().value()) {
      case SNAPSHOT -> written.or(() -> Optional.of(AbsentKeys.DELETE));
      case SCD2 -> written.or(() -> Optional.of(AbsentKeys.KEEP));
      case APPEND, OVERWRITE, OVERWRITE_INTERVAL, OVERWRITE_GROUPS, UPSERT, SCD1, DELETE ->
          Optional.empty();
    };
  }
}
