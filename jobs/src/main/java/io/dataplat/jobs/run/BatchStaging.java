package io.dataplat.jobs.run;

import io.dataplat.jobplan.BatchId;
import io.dataplat.jobplan.Identity;
import io.dataplat.jobplan.QuarantineRows;
import io.dataplat.jobplan.StagingBranch;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.gate.Gate;
import io.dataplat.jobs.mask.Masks;
import io.dataplat.jobs.step.StepViews;
import io.dataplat.jobs.write.Branch;
import io.dataplat.jobs.write.StageTarget;
import io.dataplat.jobs.write.Stager;
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
    Stager.clean(stageTarget(target, branch));
  }

  /** A branch for an output. */
  StageTarget open(OutputTarget target) {
    var owner = new StagingOwner(slice.batch(), runId);
    var text = slice.changes().isPresent() ? owner.text() : runId;
    return stageTarget(target, Branch.create(target.table(), branch(target), text));
  }

  private StageTarget stageTarget(OutputTarget target, Branch branch) {
    var write = target.output().write();
    return new StageTarget(
        session, target.dataset(), write, branch, slice.batch(), slice.interval());
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
    var gate =
        new Gate(
            session, target.dataset(), "output:" + output.id(), slice.batch(), runId, quarantine);
    var candidates = new OutputCandidates(output, target.dataset(), slice, masks, piiRows);
    var gated = gate.judge(candidates.of(views.rows(output.from())));
    removeReplaced(target, stage);
    var staged = Stager.stage(stage, gated.kept());
    var report = gated.report();
    // Only an upsert merges rows of one key; any other difference is a lost row.
    var collapsed =
        output.write().mode() == WriteMode.UPSERT ? report.kept() - staged.accepted() : 0;
    return new StagedOutput(
        target,
        stage.branch(),
        report,
        staged,
        collapsed,
        Metrics.measure(output.metrics(), staged.rows()));
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
      stage.branch().drop();
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
