package io.dataplat.jobs.run;

import io.dataplat.jobplan.QuarantineRows;
import io.dataplat.jobplan.StagingBranch;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.gate.Gate;
import io.dataplat.jobs.input.PinnedReference;
import io.dataplat.jobs.mask.Masks;
import io.dataplat.jobs.step.StepViews;
import io.dataplat.jobs.write.Branch;
import io.dataplat.jobs.write.StageTarget;
import io.dataplat.jobs.write.Stager;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FSError;
import org.apache.iceberg.Table;
import org.apache.spark.sql.SparkSession;

/** Writes the outputs of a batch to branches that belong to its attempt. */
record BatchStaging(
    SparkSession session,
    String runId,
    RunSlice slice,
    Masks masks,
    QuarantineRows piiRows,
    List<PinnedReference> references,
    Progress progress) {

  /** A branch that is there says that its attempt has never ended. */
  void tellOfAbandoned(List<OutputTarget> targets) {
    targets.stream()
        .flatMap(target -> Branch.owner(target.table(), branch(target)).stream())
        .filter(owner -> !owner.equals(runId))
        .distinct()
        .forEach(progress::abandoned);
  }

  /** A branch for an output. */
  StageTarget open(OutputTarget target) {
    var branch = Branch.create(target.table(), branch(target), runId);
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
        new Metrics(target.dataset(), output.metrics(), slice.tick())
            .of(report, staged.accepted(), new StagedRows(stage, staged, references)));
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
