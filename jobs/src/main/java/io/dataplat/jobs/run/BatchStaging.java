package io.dataplat.jobs.run;

import io.dataplat.jobplan.BatchId;
import io.dataplat.jobplan.Identity;
import io.dataplat.jobplan.Output;
import io.dataplat.jobplan.QuarantineRows;
import io.dataplat.jobplan.StagingBranch;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.gate.Gate;
import io.dataplat.jobs.input.PinnedReference;
import io.dataplat.jobs.mask.Masks;
import io.dataplat.jobs.step.StepViews;
import io.dataplat.jobs.write.Branch;
import io.dataplat.jobs.write.StageTarget;
import io.dataplat.jobs.write.Staged;
import io.dataplat.jobs.write.Stager;
import io.dataplat.jobs.write.TargetTable;
import io.dataplat.jobs.write.Tombstones;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FSError;
import org.apache.iceberg.Table;
import org.apache.spark.sql.SparkSession;

/** Writes the outputs of a batch to branches that belong to its attempt. */
record BatchStaging(
    SparkSession session,
    Identity task,
    String runId,
    RunSlice slice,
    Masks masks,
    QuarantineRows piiRows,
    List<PinnedReference> references,
    Progress progress) {

  private static final BatchId NO_BATCH = new BatchId("");

  /** A branch that is there says that its attempt has never ended. */
  void tellOfAbandoned(List<OutputTarget> targets) {
    targets.stream()
        .flatMap(this::owners)
        .filter(owner -> !owner.runId().equals(runId))
        .distinct()
        .forEach(owner -> progress.abandoned(owner.batch(), owner.runId()));
  }

  private Stream<StagingOwner> owners(OutputTarget target) {
    return slice.changes().isPresent()
        ? ofChanges(target).values().stream()
        : Branch.owner(target.table(), branch(target)).stream()
            .map(text -> StagingOwner.parse(text, slice.batch()));
  }

  // An attempt that died may have seen less of an input that is read by its changes.
  private Map<String, StagingOwner> ofChanges(OutputTarget target) {
    var found = new LinkedHashMap<String, StagingOwner>();
    Branch.owners(target.table())
        .forEach((name, text) -> found.put(name, StagingOwner.parse(text, NO_BATCH)));
    found.values().removeIf(owner -> !owner.batch().value().startsWith(BatchId.ofAllChanges(task)));
    return found;
  }

  /** Throws away what attempts have left that saw less of the changes. */
  void dropAbandoned(List<OutputTarget> targets) {
    if (slice.changes().isPresent()) {
      targets.forEach(
          target ->
              ofChanges(target)
                  .keySet()
                  .forEach(
                      name -> drop(target, new Branch(target.table(), name, Optional.empty()))));
    }
  }

  /**
   * Removes what staging left beside tables that have their batch of changes: none stages it again.
   */
  void cleanPublished(List<OutputTarget> targets) {
    if (slice.changes().isPresent()) {
      targets.forEach(
          target ->
              Stager.clean(
                  stageTarget(
                      target, new Branch(target.table(), branch(target), Optional.empty()))));
    }
  }

  private void drop(OutputTarget target, Branch branch) {
    branch.drop();
    tombstoneTable(target)
        .ifPresent(table -> new Branch(table, branch.name(), Optional.empty()).drop());
    Stager.clean(stageTarget(target, branch));
  }

  /** A branch for an output. */
  StageTarget open(OutputTarget target) {
    var owner = new StagingOwner(slice.batch(), runId);
    var text = slice.changes().isPresent() ? owner.text() : runId;
    var main = Branch.create(target.table(), branch(target), text);
    return stageTarget(target, main, tombstones(target, text));
  }

  private Optional<Tombstones> tombstones(OutputTarget target, String owner) {
    var write = target.output().write();
    return tombstoneTable(target)
        .map(table -> Branch.create(table, branch(target), owner))
        .map(branch -> new Tombstones(session, target.dataset(), write, slice.batch(), branch));
  }

  private Optional<TargetTable> tombstoneTable(OutputTarget target) {
    var write = target.output().write();
    return write.deletes().map(deletes -> Tombstones.ensure(session, target.dataset(), write));
  }

  private StageTarget stageTarget(OutputTarget target, Branch branch) {
    return stageTarget(target, branch, Optional.empty());
  }

  private StageTarget stageTarget(
      OutputTarget target, Branch branch, Optional<Tombstones> tombstones) {
    var write = target.output().write();
    return new StageTarget(
        session,
        target.dataset(),
        write,
        branch,
        slice.batch(),
        slice.interval(),
        slice.time(),
        target.ledger(),
        tombstones);
  }

  private String branch(OutputTarget target) {
    var output = target.output();
    return StagingBranch.of(output.stagingBranch(), slice.batch(), output.id());
  }

  /** Writes an output to its branch. */
  StagedOutput stage(
      OutputTarget target, StageTarget stage, StepViews views, Optional<Table> quarantine) {
    var output = target.output();
    progress.writing(output);
    Stager.prepare(stage);
    var gate =
        new Gate(
            session, target.dataset(), "output:" + output.id(), slice.batch(), runId, quarantine);
    var candidates = new OutputCandidates(output, target.dataset(), slice, masks, piiRows);
    var rows = views.rows(output.from());
    var gated =
        gate.judge(candidates.of(rows, Stager.lastEffective(stage), Stager.earlierDeletes(stage)));
    removeReplaced(target, stage);
    var staged = Stager.stage(stage, gated.kept());
    var report = gated.report();
    // Only some modes merge rows of one key; any other difference is a lost row.
    var collapsed = output.write().mode().isByKey() ? report.kept() - staged.accepted() : 0;
    return new StagedOutput(
        target,
        stage.branch(),
        stage.tombstones().map(Tombstones::branch),
        report,
        staged,
        collapsed,
        new Metrics(target.dataset(), output.metrics(), slice.tick())
            .of(report, visible(stage, staged, output), new StagedRows(stage, staged, references)));
  }

  // Readers see no row that only says that its key is gone.
  private static long visible(StageTarget stage, Staged staged, Output output) {
    var isAsked = stage.tombstones().isPresent() && !output.metrics().isEmpty();
    return isAsked ? staged.rows().get().count() : staged.accepted();
  }

  private void removeReplaced(OutputTarget target, StageTarget stage) {
    if (target.output().write().mode() == WriteMode.APPEND) {
      slice
          .changes()
          .ifPresent(
              range -> {
                ReadPosition.isUndone(task, target.ledger(), range).ifPresent(stage::delete);
                ReadPosition.isReloaded(target, range).ifPresent(stage::delete);
              });
    }
  }

  /** Throws away what a run leaves that fails. */
  static void discard(StageTarget stage) {
    try {
      stage.drop();
    } catch (RuntimeException | FSError e) {
      // The reason why the run fails is on its way already.
    }
  }

  /** Removes what staging needed beside the tables. */
  static void clean(StageTarget stage) {
    try {
      Stager.clean(stage);
    } catch (RuntimeException | FSError e) {
      // What the run did is done; another attempt at the batch begins with removing it.
    }
  }
}
