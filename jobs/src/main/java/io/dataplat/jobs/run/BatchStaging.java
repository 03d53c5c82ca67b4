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
import io.dataplat.jobs.write.Stage;
import io.dataplat.jobs.write.StageRequest;
import io.dataplat.jobs.write.StageTarget;
import io.dataplat.jobs.write.Staged;
import io.dataplat.jobs.write.Stager;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FSError;
import org.apache.iceberg.Table;
import org.apache.spark.sql.SparkSession;

/** Stages the outputs of a batch where only its attempt sees them. */
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
        : target.place().owner(branch(target)).stream()
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
    var stage = stageTarget(target, branch);
    stage.drop();
    stage.clean();
  }

  /** Shows that an output is complete by the time of the run, without a row more. */
  void complete(OutputTarget target) {
    var ledger = target.ledger().completeBy(slice.time());
    if (!ledger.equals(target.ledger())) {
      var stage = target.table().open(request(target, ""));
      stage.branch().advance();
      stage.publish(target.output().ledgerKey(), ledger, target.ledger());
    }
  }

  /** A stage for an output. */
  Stage open(OutputTarget target) {
    var owner = new StagingOwner(slice.batch(), runId);
    var text = slice.changes().isPresent() ? owner.text() : runId;
    return target.place().open(request(target, text));
  }

  private StageTarget stageTarget(OutputTarget target, Branch branch) {
    return target.table().stage(request(target, ""), branch);
  }

  private StageRequest request(OutputTarget target, String owner) {
    return new StageRequest(
        session,
        target.dataset(),
        target.output().write(),
        branch(target),
        owner,
        target.output().ledgerKey(),
        slice.batch(),
        slice.interval(),
        slice.time(),
        target.ledger());
  }

  private String branch(OutputTarget target) {
    var output = target.output();
    return StagingBranch.of(output.stagingBranch(), slice.batch(), output.id());
  }

  /** Stages an output. */
  StagedOutput stage(
      OutputTarget target,
      Stage stage,
      StepViews views,
      Optional<GroupRefresh> refresh,
      Optional<Table> quarantine) {
    var output = target.output();
    progress.writing(output);
    stage.prepare();
    var gate =
        new Gate(
            session, target.dataset(), "output:" + output.id(), slice.batch(), runId, quarantine);
    var candidates = new OutputCandidates(output, target.dataset(), slice, masks, piiRows);
    var rows = views.rows(output.from());
    var gated = gate.judge(candidates.of(rows, stage.lastEffective(), stage.earlierDeletes()));
    removeReplaced(target, stage);
    refresh.ifPresent(each -> each.removeFrom(stage));
    var staged = stage.stage(gated.kept());
    var report = gated.report();
    // Only some modes merge rows of one key; any other difference is a lost row.
    var collapsed = output.write().mode().isByKey() ? report.kept() - staged.accepted() : 0;
    return new StagedOutput(
        target,
        stage,
        report,
        staged,
        collapsed,
        new Metrics(target.dataset(), output.metrics(), slice.tick())
            .of(report, visible(staged, output), stagedRows(output, stage, staged)));
  }

  // Readers see no row that only says that its key is gone.
  private static long visible(Staged staged, Output output) {
    var isAsked = output.write().deletes().isPresent() && !output.metrics().isEmpty();
    return isAsked ? staged.rows().get().count() : staged.accepted();
  }

  private StagedRows stagedRows(Output output, Stage stage, Staged staged) {
    return new StagedRows(session, output.write().mode(), stage, staged, references);
  }

  private void removeReplaced(OutputTarget target, Stage stage) {
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
  static void discard(Stage stage) {
    try {
      stage.drop();
    } catch (RuntimeException | FSError e) {
      // The reason why the run fails is on its way already.
    }
  }

  /** Removes what staging needed beside the tables. */
  static void clean(Stage stage) {
    try {
      stage.clean();
    } catch (RuntimeException | FSError e) {
      // What the run did is done; another attempt at the batch begins with removing it.
    }
  }
}
