package io.dataplat.jobs.run;

import io.dataplat.jobplan.Generated;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.PlanHash;
import io.dataplat.jobplan.RunArguments;
import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import io.dataplat.jobs.database.Databases;
import io.dataplat.jobs.gate.GateReport;
import io.dataplat.jobs.input.ChangedInputs;
import io.dataplat.jobs.input.ChangesRange;
import io.dataplat.jobs.input.CheckedInput;
import io.dataplat.jobs.input.InputReader;
import io.dataplat.jobs.input.PinnedInput;
import io.dataplat.jobs.input.PinnedReference;
import io.dataplat.jobs.input.Pinning;
import io.dataplat.jobs.mask.Masks;
import io.dataplat.jobs.output.OutputPlaces;
import io.dataplat.jobs.session.LocalPlaces;
import io.dataplat.jobs.session.Secrets;
import io.dataplat.jobs.session.SqlParameters;
import io.dataplat.jobs.step.StepViews;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Runs one batch of a plan: read, check, write to branches, audit, publish. */
public final class BatchRun {

  private static final int MOST_ATTEMPTS = 5;

  private final SparkSession session;
  private final JobPlan plan;
  private final RunArguments arguments;
  private final LocalPlaces places;
  private final Secrets secrets;
  private final Masks masks;
  private final Progress progress;
  private final RunSlice slice;

  /** A batch that has not begun. */
  public BatchRun(
      SparkSession session,
      JobPlan plan,
      RunArguments arguments,
      LocalPlaces places,
      Secrets secrets,
      Progress progress,
      RunSlice slice) {
    this.session = session;
    this.plan = plan;
    this.arguments = arguments;
    this.places = places;
    this.secrets = secrets;
    this.masks = new Masks(secrets);
    this.progress = progress;
    this.slice = slice;
  }

  /**
   * Runs the batch; a failed audit is a summary, not an exception. What another writer has
   * overtaken is staged again on the new state of its table.
   */
  public RunSummary run() {
    for (int attempt = 1; ; attempt++) {
      try {
        return attempt();
      } catch (JobFailure | CommitFailedException e) {
        if (attempt == MOST_ATTEMPTS || !isOvertaken(e)) {
          throw e;
        }
      }
    }
  }

  private static boolean isOvertaken(RuntimeException e) {
    return !(e instanceof JobFailure failure) || failure.exitCode() == ExitCode.CONCURRENT_WRITER;
  }

  private RunSummary attempt() {
    SparkSession.setActiveSession(session);
    // The states of databases last until the last task has read them.
    try (var databases = new Databases(plan, places, secrets)) {
      var pinning =
          new Pinning(session, plan, places, databases, slice.interval(), slice.changes());
      return attempt(pinning.all(), pinning.references());
    }
  }

  private RunSummary attempt(List<PinnedInput> pinned, List<PinnedReference> references) {
    var fingerprint = Preparation.fingerprint(pinned, references);
    progress.pinned(pinned, fingerprint);
    progress.passed("pin");
    var preparation =
        new Preparation(session, plan, slice, Optional.of(new OutputPlaces(plan, places, secrets)));
    var targets = preparation.targets();
    if (slice.changes().filter(ChangesRange::isEmpty).isPresent()) {
      return nothingNew(references, targets);
    }
    var planHash = PlanHash.of(plan);
    // What a database holds has no name: another run never knows that it would read the same.
    var isForced = arguments.force() || !pinned.stream().allMatch(PinnedInput::hasIdentity);
    var open =
        targets.stream()
            .filter(target -> !preparation.isPublished(target, isForced, planHash, fingerprint))
            .toList();
    progress.prepared(targets, open);
    staging(references)
        .cleanPublished(targets.stream().filter(each -> !open.contains(each)).toList());
    progress.passed("prepare");
    if (open.isEmpty()) {
      return nothingStaged(RunStatus.UNCHANGED);
    }
    var publication =
        new Publication(plan, slice, arguments.runId(), planHash, fingerprint, progress);
    return run(pinned, references, open, publication);
  }

  // Who waits for an output to be complete does not wait for its source to have something to say.
  private RunSummary nothingNew(List<PinnedReference> references, List<OutputTarget> targets) {
    progress.prepared(targets, targets);
    targets.forEach(staging(references)::complete);
    return nothingStaged(RunStatus.NOTHING_TO_DO);
  }

  private BatchStaging staging(List<PinnedReference> references) {
    return new BatchStaging(
        session,
        plan.identity(),
        arguments.runId(),
        slice,
        masks,
        plan.quarantineRows(),
        references,
        progress);
  }

  private RunSummary nothingStaged(RunStatus status) {
    return new RunSummary(slice, status, List.of(), List.of(), List.of(), List.of());
  }

  private RunSummary run(
      List<PinnedInput> pinned,
      List<PinnedReference> references,
      List<OutputTarget> targets,
      Publication publication) {
    var quarantine = plan.quarantine().map(each -> QuarantineTable.ensure(session, each));
    var files = quarantine.map(QuarantineTable::forTasks);
    var reader = reader(files);
    var inputs = read(pinned, reader);
    var views = views(inputs);
    var refresh =
        GroupRefresh.of(plan)
            .map(groups -> GroupRefresh.begin(plan, groups, inputs, reader, views));
    progress.readable(views);
    var staging = staging(references);
    staging.tellOfAbandoned(targets);
    staging.dropAbandoned(targets);
    var stages = targets.stream().map(staging::open).toList();
    var isConcluded = false;
    try {
      var staged = new ArrayList<StagedOutput>();
      for (int i = 0; i < targets.size(); i++) {
        staged.add(staging.stage(targets.get(i), stages.get(i), views, refresh, files));
      }
      progress.passed("stage");
      var summary = conclude(inputs, views, staged, quarantine, publication);
      isConcluded = true;
      return summary;
    } finally {
      // A branch that is there says to the next attempt that this one never ended.
      if (!isConcluded) {
        stages.forEach(BatchStaging::discard);
      }
      stages.forEach(BatchStaging::clean);
    }
  }

  private RunSummary conclude(
      List<CheckedInput> inputs,
      StepViews views,
      List<StagedOutput> staged,
      Optional<QuarantineTable> quarantine,
      Publication publication) {
    var reports = reports(inputs);
    inputs.forEach(progress::read);
    var accounts =
        new Accounts(
            new StepAccounts(plan, step -> views.rows(step).count(), views::nullKeys), reports);
    var outputs = staged.stream().map(accounts::of).toList();
    var gates = List.copyOf(reports.values());
    var metrics = inputMetrics(inputs, reports);
    var failures = Audit.of(gates, metrics, staged, outputs);
    var rejects = new ArrayList<>(gates);
    staged.forEach(output -> rejects.add(output.gate()));
    var branch =
        quarantine.map(
            table ->
                table.stage(
                    slice.batch(),
                    plan,
                    staged,
                    rejected(rejects),
                    ReadPosition.isReplaced(
                        plan.identity(),
                        table.ledger(plan.identity()),
                        slice,
                        staged.stream().map(StagedOutput::target).toList())));
    var changed = new ChangedInputs(session, plan, places);
    inputs.forEach(input -> changed.expectUnchanged(input.pinned()));
    progress.passed("audit");
    if (failures.isEmpty()) {
      publication.publish(branch, staged);
      progress.passed("publish");
    } else {
      staged.forEach(output -> output.stage().drop());
    }
    var status = failures.isEmpty() ? RunStatus.PUBLISHED : RunStatus.FAILED;
    return new RunSummary(slice, status, gates, metrics, outputs, failures);
  }

  private static List<DataFile> rejected(List<GateReport> gates) {
    return gates.stream().flatMap(gate -> gate.files().stream()).toList();
  }

  private InputReader reader(Optional<Table> quarantine) {
    return new InputReader(
        session,
        slice.batch(),
        arguments.runId(),
        slice.interval(),
        plan.quarantineRows(),
        quarantine);
  }

  private List<CheckedInput> read(List<PinnedInput> pinned, InputReader reader) {
    return pinned.stream()
        .map(
            input -> {
              var checked = reader.read(input);
              progress.reading(checked);
              return checked;
            })
        .toList();
  }

  private StepViews views(List<CheckedInput> inputs) {
    var parameters = SqlParameters.of(plan.parameters(), slice.interval());
    var views = new StepViews(session, parameters, InputReader.SOURCE_FILE);
    inputs.forEach(input -> views.add(input.pinned().input().alias(), visible(input)));
    views.addAll(plan.steps());
    return views;
  }

  private Dataset<Row> visible(CheckedInput input) {
    var isSourceFileWanted = plan.generates(EnumSet.of(Generated.SOURCE_FILE));
    return isSourceFileWanted ? input.rows() : input.rows().drop(InputReader.SOURCE_FILE);
  }

  private static Map<String, GateReport> reports(List<CheckedInput> inputs) {
    var reports = new LinkedHashMap<String, GateReport>();
    inputs.forEach(input -> reports.put(input.pinned().input().alias(), input.report().get()));
    return reports;
  }

  private List<MetricResult> inputMetrics(
      List<CheckedInput> inputs, Map<String, GateReport> reports) {
    return inputs.stream()
        .flatMap(
            each -> {
              var input = each.pinned().input();
              var metrics = new Metrics(each.pinned().dataset(), input.metrics(), slice.tick());
              var gate = Objects.requireNonNull(reports.get(input.alias()));
              return metrics.of(gate, gate.kept(), new InputRows(each)).stream();
            })
        .toList();
  }
}
