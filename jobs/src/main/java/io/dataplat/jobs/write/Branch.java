package io.dataplat.jobs.write;

import io.dataplat.jobs.JobFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataOperations;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotChanges;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.expressions.Expression;

/** A branch of a table on which a batch is staged, and the head of main that it grew from. */
public record Branch(TargetTable table, String name, Optional<Long> base) {

  private static final int ATTEMPTS = 5;
  private static final String OWNER = "dataplat.staging.";

  /** A new branch that a later attempt at the batch need not ask for the owner of. */
  public static Branch create(TargetTable target, String name) {
    return create(target, name, "");
  }

  /**
   * A new branch from what readers see now; what an earlier attempt left is thrown away.
   *
   * @param runId the attempt that owns it
   */
  public static Branch create(TargetTable target, String name, String runId) {
    return repeated(() -> created(target, name, runId));
  }

  private static Branch created(TargetTable target, String name, String runId) {
    var table = target.load();
    if (table.refs().containsKey(name)) {
      table.manageSnapshots().removeBranch(name).commit();
    }
    var base = target.head();
    var transaction = table.newTransaction();
    var snapshots = transaction.manageSnapshots();
    base.map(head -> snapshots.createBranch(name, head))
        .orElseGet(() -> snapshots.createBranch(name))
        .commit();
    if (!runId.isEmpty()) {
      transaction.updateProperties().set(OWNER + name, runId).commit();
    }
    transaction.commitTransaction();
    return new Branch(target, name, base);
  }

  /** The attempt that owns a branch, which has not ended if the branch is there. */
  public static Optional<String> owner(TargetTable target, String name) {
    var table = target.load();
    return table.refs().containsKey(name)
        ? Optional.of(table.properties().getOrDefault(OWNER + name, ""))
        : Optional.empty();
  }

  /** The branches of a table whose attempts have not ended, and who owns each. */
  public static Map<String, String> owners(TargetTable target) {
    var table = target.load();
    var owners = new TreeMap<String, String>();
    table.refs().keySet().stream()
        .filter(name -> table.properties().containsKey(OWNER + name))
        .forEach(name -> owners.put(name, table.properties().get(OWNER + name)));
    return owners;
  }

  /** The branch for SQL. */
  public String sql() {
    return table.onBranch(name);
  }

  /** Whether any file on the branch may have such rows; what is kept of its columns tells. */
  public boolean mayHave(Expression rows) {
    try (var files = table.load().newScan().useRef(name).filter(rows).planFiles()) {
      return files.iterator().hasNext();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Rows that the last commit on the branch added. */
  public long addedRecords() {
    return table.addedRecords(name);
  }

  /** How many rows the branch has, without those that delete files take out. */
  public long liveRecords() {
    return table.liveRecords(name);
  }

  /** The snapshot at the branch's head. */
  public long snapshot() {
    return table.load().snapshot(name).snapshotId();
  }

  /** The sequence number of the branch's head. */
  public long sequenceNumber() {
    return table.load().snapshot(name).sequenceNumber();
  }

  /**
   * Makes the branch what readers see and sets a property, in one commit. Another commit to the
   * table is no reason to give up unless it moved main.
   */
  public void publish(String property, String value) {
    publish(property, value, current -> {});
  }

  /** The same; the check sees the table as it is just before the commit, and throws to give up. */
  public void publish(String property, String value, Consumer<Table> check) {
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      var fresh = table.load();
      if (isPublished(fresh, property, value)) {
        return;
      }
      if (!TargetTable.head(fresh).equals(base)) {
        throw concurrentWriter();
      }
      check.accept(fresh);
      try {
        commit(fresh, property, value);
        return;
      } catch (CommitFailedException | CommitStateUnknownException e) {
        // Another commit came first, or the answer was lost: the next attempt sees what is there.
      }
    }
    throw concurrentWriter();
  }

  /**
   * The same for a branch that only adds rows: if main moved, its files are staged again on the new
   * head and none is written anew.
   *
   * @param value what the property says of the branch as it is published
   */
  public void publishAnew(String property, Function<Branch, String> value, Consumer<Table> check) {
    var staged = this;
    for (int attempt = 1; ; attempt++) {
      try {
        staged.publish(property, value.apply(staged), check);
        return;
      } catch (JobFailure e) {
        if (attempt == ATTEMPTS || !e.rule().equals(TargetTable.CONCURRENT_WRITER)) {
          throw e;
        }
        staged = staged.onNewHead().orElseThrow(() -> e);
      }
    }
  }

  private Optional<Branch> onNewHead() {
    return added()
        .map(
            files -> {
              var again = create(table, name, owner(table, name).orElse(""));
              if (files.isEmpty()) {
                return again.advance();
              }
              var append = table.load().newAppend().toBranch(name);
              files.forEach(append::appendFile);
              append.commit();
              return again;
            });
  }

  // Empty if the branch does anything but add files to its base.
  private Optional<List<DataFile>> added() {
    var fresh = table.load();
    var head = Optional.ofNullable(fresh.snapshot(name));
    List<DataFile> files = new ArrayList<>();
    for (var at = head; at.isPresent(); at = parent(fresh, at.get())) {
      if (base.equals(at.map(Snapshot::snapshotId))) {
        return Optional.of(files);
      }
      if (!DataOperations.APPEND.equals(at.get().operation())) {
        return Optional.empty();
      }
      SnapshotChanges.builderFor(fresh)
          .snapshot(at.get())
          .build()
          .addedDataFiles()
          .forEach(files::add);
    }
    return head.filter(each -> base.isEmpty()).map(each -> files);
  }

  private static Optional<Snapshot> parent(Table fresh, Snapshot snapshot) {
    return Optional.ofNullable(snapshot.parentId()).map(fresh::snapshot);
  }

  private boolean isPublished(Table fresh, String property, String value) {
    return value.equals(fresh.properties().get(property)) && !fresh.refs().containsKey(name);
  }

  private void commit(Table fresh, String property, String value) {
    var transaction = fresh.newTransaction();
    transaction.manageSnapshots().fastForwardBranch(SnapshotRef.MAIN_BRANCH, name).commit();
    transaction.updateProperties().set(property, value).remove(OWNER + name).commit();
    transaction.manageSnapshots().removeBranch(name).commit();
    transaction.commitTransaction();
  }

  /**
   * Moves the branch by a snapshot without rows. A catalog that compares only what a commit names
   * sees two owners of a ledger only if each moves main.
   */
  public Branch advance() {
    table.load().newFastAppend().toBranch(name).commit();
    return this;
  }

  /** Throws the branch away. */
  public void drop() {
    repeated(
        () -> {
          var fresh = table.load();
          if (fresh.refs().containsKey(name)) {
            var transaction = fresh.newTransaction();
            transaction.updateProperties().remove(OWNER + name).commit();
            transaction.manageSnapshots().removeBranch(name).commit();
            transaction.commitTransaction();
          }
          return this;
        });
  }

  // Branches change in transactions of their own, which Iceberg does not repeat by itself.
  private static Branch repeated(Supplier<Branch> change) {
    for (int attempt = 1; ; attempt++) {
      try {
        return change.get();
      } catch (CommitFailedException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private JobFailure concurrentWriter() {
    return table.concurrentWriter();
  }
}
