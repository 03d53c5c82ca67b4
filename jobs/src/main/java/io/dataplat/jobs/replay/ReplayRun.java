package io.dataplat.jobs.replay;

import io.dataplat.jobplan.BatchId;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.PlanMode;
import io.dataplat.jobplan.RunArguments;
import io.dataplat.jobplan.RunScope;
import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import io.dataplat.jobs.KnownFailure;
import io.dataplat.jobs.console.ConsoleProgress;
import io.dataplat.jobs.console.SummaryText;
import io.dataplat.jobs.input.PinnedInput;
import io.dataplat.jobs.output.OutputPlaces;
import io.dataplat.jobs.run.RunSlice;
import io.dataplat.jobs.run.RunStatus;
import io.dataplat.jobs.run.RunSummary;
import io.dataplat.jobs.session.LocalPlaces;
import io.dataplat.jobs.session.Secrets;
import io.dataplat.jobs.telemetry.ReadFiles;
import io.dataplat.jobs.telemetry.RecordedRun;
import io.dataplat.jobs.telemetry.RecordedSlices;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FSError;
import org.apache.spark.sql.SparkSession;

/**
 * Lets the rejected rows of a task go through again: each batch that has some is computed once more
 * by the plan as it is now, from what it had read, under its own id. So its rows, rejected or not,
 * are replaced in the commits of an ordinary run, and are where a later run of it would bring them.
 */
public record ReplayRun(
    SparkSession session,
    JobPlan plan,
    RunArguments arguments,
    LocalPlaces places,
    Secrets secrets,
    PrintStream out) {

  /** Replays what is asked for, and says what became of it. */
  public ExitCode run(ReplayRequest request) {
    expectBatch();
    SparkSession.setActiveSession(session);
    var task = plan.identity().taskId();
    var rows = QuarantinedRows.of(session, plan);
    if (rows.isEmpty()) {
      out.println(task + "  nothing was ever in quarantine");
      return ExitCode.SUCCESS;
    }
    var replays = new OpenReplays(rows.get().table());
    var rejected = RejectedBatches.of(rows.get(), replays);
    var published = PublishedBatches.of(session, plan, new OutputPlaces(plan, places, secrets));
    var wanted = new ReplayBatches(plan, request, rejected, published);
    wanted.untouched().stream()
        .filter(batch -> batch.code() == ExitCode.SUCCESS)
        .forEach(batch -> replays.end(batch.id()));
    var done = new ArrayList<>(wanted.untouched());
    wanted.batches().forEach(batch -> done.add(replay(batch, rows.get(), replays)));
    out.print(new ReplayText(task, rejected).of(done, rows.get().all(Optional.empty())));
    return code(done);
  }

  private void expectBatch() {
    if (plan.mode() != PlanMode.BATCH) {
      throw new JobFailure(
          ExitCode.PLAN_REFUSED,
          "plan-mode",
          "the plan is of the mode `%s`, and only batches can be replayed: a stream has no batch that could be computed again"
              .formatted(plan.mode()));
    }
  }

  private static ExitCode code(List<ReplayedBatch> batches) {
    return batches.stream()
        .map(ReplayedBatch::code)
        .filter(code -> code != ExitCode.SUCCESS)
        .findFirst()
        .orElse(ExitCode.SUCCESS);
  }

  // One batch that cannot be replayed is no reason to leave the others.
  private ReplayedBatch replay(ReplayBatch batch, QuarantinedRows rows, OpenReplays replays) {
    try {
      return replayed(batch, rows, replays);
    } catch (Exception | FSError e) {
      var known = KnownFailure.in(e);
      if (known.isEmpty()) {
        throw e;
      }
      out.println("  failed: " + known.get().rule() + ": " + known.get().getMessage());
      return ReplayedBatch.untouched(
          batch.id(), batch.before(), ReplayBatches.refused(known.get()), known.get().exitCode());
    }
  }

  private ReplayedBatch replayed(ReplayBatch batch, QuarantinedRows rows, OpenReplays replays) {
    var progress = new ConsoleProgress(out);
    var own = arguments(batch.scope());
    var slices =
        new RecordedSlices(session, plan, own, places, secrets, progress).of(batch.asked());
    var slice = slices.get(0);
    progress.begins(plan.identity().taskId(), slice.covers());
    var watch =
        new ReplayWatch(
            progress,
            inputs -> expectSameFiles(slice.batch(), inputs),
            () -> replays.begin(batch.id(), batch.snapshot()));
    var released = new ReleasedRows(rows, batch, slice.batch());
    var summary =
        new RecordedRun(session, plan, own, places, secrets, watch, slice, Optional.of(released))
            .run();
    replays.end(batch.id());
    out.print(SummaryText.of(summary));
    return ended(batch, slice, summary, released.getAsLong());
  }

  private static ReplayedBatch ended(
      ReplayBatch batch, RunSlice slice, RunSummary summary, long released) {
    var code =
        summary.failures().stream()
            .findFirst()
            .map(finding -> finding.exitCode())
            .orElse(ExitCode.SUCCESS);
    var outcome =
        summary.status() == RunStatus.FAILED
            ? "failed: " + summary.failures().get(0).rule()
            : summary.status().toString();
    var now = Stream.concat(batch.replaced().stream(), Stream.of(slice.batch().value()));
    return new ReplayedBatch(
        batch.id(), now.distinct().toList(), batch.before(), released, outcome, code);
  }

  private RunArguments arguments(RunScope scope) {
    return new RunArguments(
        arguments.runId(),
        arguments.sourceRevision(),
        arguments.attempt(),
        arguments.trigger(),
        scope,
        false);
  }

  // A batch of other files would be another batch: rows that were published would go away.
  private void expectSameFiles(BatchId batch, List<PinnedInput> inputs) {
    var found = ReadFiles.of(inputs);
    if (found.isEmpty()) {
      return;
    }
    var before = new ReadFiles(session, plan).of(batch);
    found.forEach(
        (alias, revision) -> {
          if (!revision.equals(before.get(alias))) {
            throw new JobFailure(
                ExitCode.INPUT_REFUSED,
                "input-changed",
                "the files of `%s` are not those that the batch had read, or no record tells; run its interval, which takes the files that are there now"
                    .formatted(alias));
          }
        });
  }
}
