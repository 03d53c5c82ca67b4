package io.dataplat.jobs.stream;

import io.dataplat.jobplan.BatchId;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.PlanHash;
import io.dataplat.jobplan.StagingBranch;
import io.dataplat.jobs.JobFailure;
import io.dataplat.jobs.gate.EpochProperty;
import io.dataplat.jobs.gate.Gate;
import io.dataplat.jobs.gate.GateReport;
import io.dataplat.jobs.mask.Masks;
import io.dataplat.jobs.run.Accounts;
import io.dataplat.jobs.run.Audit;
import io.dataplat.jobs.run.OutputCandidates;
import io.dataplat.jobs.run.OutputTarget;
import io.dataplat.jobs.run.QuarantineTable;
import io.dataplat.jobs.run.RunSlice;
import io.dataplat.jobs.run.StagedOutput;
import io.dataplat.jobs.run.StepAccounts;
import io.dataplat.jobs.write.Branch;
import io.dataplat.jobs.write.Ledger;
import io.dataplat.jobs.write.LedgerEntry;
import io.dataplat.jobs.write.StageTarget;
import io.dataplat.jobs.write.Stager;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Writes one micro-batch: stage, audit, publish; an output that already has it is left alone. */
final class EpochRun {

  private final SparkSession session;
  private final JobPlan plan;
  private final String runId;
  private final Masks masks;
  private final Optional<QuarantineTable> quarantine;
  private final StreamFlow flow;
  private final StreamLedgers ledgers;
  private final StreamProgress progress;
  private final String planHash;

  EpochRun(
      SparkSession session,
      JobPlan plan,
      String runId,
      Masks masks,
      Optional<QuarantineTable> quarantine,
      StreamFlow flow,
      StreamLedgers ledgers,
      StreamProgress progress) {
    this.session = session;
    this.plan = plan;
    this.runId = runId;
    this.masks = masks;
    this.quarantine = quarantine;
    this.flow = flow;
    this.ledgers = ledgers;
    this.progress = progress;
    this.planHash = PlanHash.of(plan);
  }

  /** Runs the micro-batch over the rows of the last step. */
  EpochSummary run(Epoch epoch, Dataset<Row> rows) {
    var summary = write(epoch, rows);
    progress.published(summary);
    return summary;
  }

  private EpochSummary write(Epoch epoch, Dataset<Row> rows) {
    var open = ledgers.open(epoch);
    flow.begin();
    EpochProperty.BATCH.set(session.sparkContext(), epoch.batchId());
    EpochProperty.TIME.set(session.sparkContext(), micros(epoch.time()));
    EpochProperty.WATERMARK.set(session.sparkContext(), micros(epoch.watermark()));
    if (open.isEmpty()) {
      return new EpochSummary(epoch, List.of(), List.of(), 0);
    }
    var slice = new RunSlice(new BatchId(epoch.batchId()), epoch.time(), Optional.empty());
    var files = quarantine.map(QuarantineTable::forTasks);
    var shared = open.size() > 1 ? rows.persist() : rows;
    try {
      var staged = new ArrayList<StagedOutput>();
      for (var target : open) {
        staged.add(stage(target, slice, shared, files));
      }
      return conclude(epoch, slice, staged);
    } finally {
      if (open.size() > 1) {
        shared.unpersist();
      }
    }
  }

  private static String micros(Instant time) {
    return String.valueOf(time.toEpochMilli() * 1000);
  }

  private StagedOutput stage(
      OutputTarget target, RunSlice slice, Dataset<Row> rows, Optional<Table> files) {
    var output = target.output();
    var name = StagingBranch.of(output.stagingBranch(), slice.batch(), output.id());
    var branch = Branch.create(target.table(), name, runId);
    var stage =
        new StageTarget(
            session,
            target.dataset(),
            output.write(),
            branch,
            slice.batch(),
            Optional.empty(),
            slice.time(),
            target.ledger());
    var gate =
        new Gate(session, target.dataset(), "output:" + output.id(), slice.batch(), runId, files);
    var candidates =
        new OutputCandidates(output, target.dataset(), slice, masks, plan.quarantineRows());
    var gated = gate.judge(candidates.of(rows));
    var staged = Stager.add(stage, gated.kept());
    return new StagedOutput(target, branch, Optional.empty(), gated.report(), staged, 0, List.of());
  }

  private EpochSummary conclude(Epoch epoch, RunSlice slice, List<StagedOutput> staged) {
    var reports = flow.reports();
    var accounts = new Accounts(new StepAccounts(plan, flow::rowsOf), reports);
    var outputs = staged.stream().map(accounts::of).toList();
    var gates = List.copyOf(reports.values());
    var failures = Audit.of(gates, List.of(), staged, outputs);
    var rejected = stageRejected(slice, gates, staged);
    if (!failures.isEmpty()) {
      staged.forEach(output -> output.branch().drop());
      var first = failures.get(0);
      throw new JobFailure(first.exitCode(), first.rule(), first.message());
    }
    rejected.ifPresent(branch -> publishRejected(branch, slice));
    staged.forEach(output -> publish(epoch, output));
    return new EpochSummary(epoch, gates, outputs, 0);
  }

  private Optional<Branch> stageRejected(
      RunSlice slice, List<GateReport> gates, List<StagedOutput> staged) {
    List<DataFile> files = new ArrayList<>();
    gates.forEach(gate -> files.addAll(gate.files()));
    staged.forEach(output -> files.addAll(output.gate().files()));
    return files.isEmpty()
        ? Optional.empty()
        : quarantine.map(table -> table.stage(slice.batch(), plan, staged, files));
  }

  private void publishRejected(Branch branch, RunSlice slice) {
    branch.publishAnew(
        QuarantineTable.ledgerKey(plan.identity()),
        staged -> Ledger.EMPTY.with(slice.batch().value(), entry(staged)).text(),
        table -> {});
  }

  private LedgerEntry entry(Branch staged) {
    return new LedgerEntry(
        planHash, "", "", "", staged.snapshot(), staged.sequenceNumber(), runId, Map.of());
  }

  private void publish(Epoch epoch, StagedOutput output) {
    ledgers.publish(epoch, output, planHash, runId);
    progress.published(output.target().output().id(), epoch.number());
  }
}
