package io.dataplat.jobs.run;

import io.dataplat.jobplan.BatchId;
import io.dataplat.jobplan.Generated;
import io.dataplat.jobplan.Identity;
import io.dataplat.jobplan.TechnicalColumns;
import io.dataplat.jobs.input.ChangesRange;
import io.dataplat.jobs.input.PickedFiles;
import io.dataplat.jobs.session.Names;
import io.dataplat.jobs.write.ConsumedFilesStore;
import io.dataplat.jobs.write.Ledger;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How far an output has read changes: what is kept of it beside its ledger, and what is undone. */
final class ReadPosition {

  private ReadPosition() {}

  /** Writes the list of files that the ledger is going to name. */
  static void stage(OutputTarget target, ChangesRange range) {
    range
        .files()
        .map(PickedFiles::until)
        .filter(list -> !list.name().equals(target.ledger().readThrough()))
        .ifPresent(list -> store(target).write(list));
  }

  /** Removes the lists that are older than the last batch; what fails is done by the next. */
  static void clean(OutputTarget target, ChangesRange range) {
    var before = target.ledger().changes();
    if (range.files().isEmpty() || before == null) {
      return;
    }
    try {
      var named = new TreeSet<>(List.of(range.position().from(), range.position().to()));
      store(target).retain(named, before.from());
    } catch (RuntimeException e) {
      // What the run did is done and visible.
    }
  }

  private static ConsumedFilesStore store(OutputTarget target) {
    return new ConsumedFilesStore(target.table().load(), target.output().ledgerKey());
  }

  /** The batches that a rewound one replaces, as far as the ledger remembers them. */
  static List<String> undone(Identity identity, Ledger ledger, ChangesRange range) {
    return range.isRewound() ? ledger.batchesSince(beginning(identity, range)) : List.of();
  }

  /** The condition for the rows of the batches that a rewound one replaces. */
  static Optional<String> isUndone(Identity identity, Ledger ledger, ChangesRange range) {
    if (!range.isRewound()) {
      return Optional.empty();
    }
    if (range.isFromStart()) {
      return Optional.of(
          "startswith(%s, %s)"
              .formatted(TechnicalColumns.BATCH_ID, Names.literal(BatchId.ofAllChanges(identity))));
    }
    return Optional.of(undone(identity, ledger, range))
        .filter(batches -> !batches.isEmpty())
        .map(batches -> isOneOf(TechnicalColumns.BATCH_ID, batches));
  }

  /** The condition for the rows of files that are read once more. */
  static Optional<String> isReloaded(OutputTarget target, ChangesRange range) {
    var reloaded = range.files().map(PickedFiles::reloaded).orElse(List.of());
    return reloaded.isEmpty()
        ? Optional.empty()
        : target.dataset().columns().stream()
            .filter(column -> column.generated().equals(Optional.of(Generated.SOURCE_FILE)))
            .map(column -> isOneOf(Names.quote(column.name()), reloaded))
            .findFirst();
  }

  /**
   * The conditions for the rejected rows of batches that this one stands for: those that are
   * undone, and those of an attempt that saw less and has not published them.
   */
  static List<String> isReplaced(
      Identity identity, Ledger quarantine, RunSlice slice, List<OutputTarget> targets) {
    if (slice.changes().isEmpty()) {
      return List.of();
    }
    var range = slice.changes().get();
    var beginning = BatchId.beginningAt(identity, range.position().from());
    var dead =
        quarantine.batches().keySet().stream()
            .filter(id -> id.startsWith(beginning) && !id.equals(slice.batch().value()))
            .toList();
    return Stream.concat(
            dead.isEmpty() ? Stream.empty() : Stream.of(isOneOf(TechnicalColumns.BATCH_ID, dead)),
            targets.stream().flatMap(each -> isUndone(identity, each.ledger(), range).stream()))
        .distinct()
        .toList();
  }

  private static String isOneOf(String column, List<String> values) {
    return values.stream()
        .map(Names::literal)
        .collect(Collectors.joining(", ", column + " IN (", ")"));
  }

  private static String beginning(Identity identity, ChangesRange range) {
    return range.isFromStart()
        ? BatchId.ofAllChanges(identity)
        : BatchId.beginningAt(identity, range.position().from());
  }
}
