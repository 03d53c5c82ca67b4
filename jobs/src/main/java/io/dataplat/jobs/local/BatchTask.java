package io.dataplat.jobs.local;

import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.RunArguments;
import io.dataplat.jobplan.RunScope;
import io.dataplat.jobplan.RunTrigger;
import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.console.ConsoleProgress;
import io.dataplat.jobs.console.SummaryText;
import io.dataplat.jobs.console.TextTable;
import io.dataplat.jobs.run.ChangesSlices;
import io.dataplat.jobs.run.OutputSummary;
import io.dataplat.jobs.run.Progress;
import io.dataplat.jobs.run.RunSlice;
import io.dataplat.jobs.run.RunStatus;
import io.dataplat.jobs.run.RunSummary;
import io.dataplat.jobs.session.LocalPlaces;
import io.dataplat.jobs.session.Secrets;
import io.dataplat.jobs.session.Sessions;
import io.dataplat.jobs.telemetry.RecordedRun;
import io.dataplat.jobs.telemetry.RecordedSlices;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;

/**
 * Runs a batch task in this process, one interval after the other, until one fails.
 *
 * @param rewindTo the place from which changes are read anew
 * @param isDetailed whether all is told about a run, or one line
 * @param show how many rows of each output to print
 */
public record BatchTask(
    SparkSession base,
    LocalPlaces places,
    boolean force,
    Optional<String> rewindTo,
    boolean isDetailed,
    int show,
    PrintStream out) {

  /**
   * Runs the batches of a plan.
   *
   * @param guard turns whatever a batch throws into an exit code, and tells why
   */
  public TaskResult run(
      JobPlan plan, List<RunSlice> slices, Function<Supplier<ExitCode>, ExitCode> guard) {
    var summaries = new ArrayList<RunSummary>();
    for (var slice : slices) {
      var code = guard.apply(() -> runAll(plan, slice, summaries));
      if (code != ExitCode.SUCCESS) {
        return result(plan, slices, summaries, code);
      }
    }
    return result(plan, slices, summaries, ExitCode.SUCCESS);
  }

  private static TaskResult result(
      JobPlan plan, List<RunSlice> slices, List<RunSummary> summaries, ExitCode code) {
    var rows =
        summaries.stream()
            .map(each -> RowCounts.of(each.inputs(), each.outputs()))
            .reduce(RowCounts.NONE, RowCounts::plus);
    return new TaskResult(
        plan.identity().taskId(),
        status(slices, summaries, code),
        code,
        code == ExitCode.SUCCESS,
        summaries.size(),
        rows);
  }

  private static String status(List<RunSlice> slices, List<RunSummary> summaries, ExitCode code) {
    if (code == ExitCode.SUCCESS) {
      var statuses = summaries.stream().map(RunSummary::status).distinct().toList();
      return statuses.equals(List.of(RunStatus.UNCHANGED))
              || statuses.equals(List.of(RunStatus.NOTHING_TO_DO))
          ? statuses.get(0).toString()
          : RunStatus.PUBLISHED.toString();
    }
    var good = summaries.stream().filter(each -> each.failures().isEmpty()).count();
    return slices.size() == 1
        ? RunStatus.FAILED.toString()
        : "failed at " + slices.get((int) good).covers();
  }

  private ExitCode runAll(JobPlan plan, RunSlice asked, List<RunSummary> summaries) {
    var secrets = Secrets.local(places.keys());
    var session = Sessions.forPlan(base, plan, places, secrets);
    var slices =
        new RecordedSlices(session, plan, asked(plan, asked), places, secrets, Progress.NONE)
            .of(asked);
    for (var slice : slices) {
      var code = run(plan, slice, summaries);
      if (code != ExitCode.SUCCESS) {
        return code;
      }
    }
    return ExitCode.SUCCESS;
  }

  private ExitCode run(JobPlan plan, RunSlice slice, List<RunSummary> summaries) {
    var progress = new ConsoleProgress(out);
    if (isDetailed) {
      progress.begins(plan.identity().taskId(), slice.covers());
    }
    var secrets = Secrets.local(places.keys());
    var session = Sessions.forPlan(base, plan, places, secrets);
    var told = isDetailed ? progress : Progress.NONE;
    var summary =
        new RecordedRun(
                session,
                plan,
                arguments(new RunScope.Tick(slice.tick())),
                places,
                secrets,
                told,
                slice)
            .run();
    summaries.add(summary);
    out.print(isDetailed ? SummaryText.of(summary) : line(plan, summary));
    if (!summary.failures().isEmpty()) {
      return summary.failures().get(0).exitCode();
    }
    if (show > 0) {
      summary.outputs().forEach(output -> show(session, plan, output));
    }
    return ExitCode.SUCCESS;
  }

  // Other tasks of the same run have nothing to rewind.
  private RunArguments asked(JobPlan plan, RunSlice asked) {
    var place = rewindTo.filter(each -> ChangesSlices.input(plan).isPresent());
    return arguments(
        place
            .<RunScope>map(each -> new RunScope.Rewind(asked.tick(), each))
            .orElseGet(() -> new RunScope.Tick(asked.tick())));
  }

  private RunArguments arguments(RunScope scope) {
    return new RunArguments(
        UUID.randomUUID().toString(), Optional.empty(), 1, RunTrigger.LOCAL, scope, force);
  }

  private static String line(JobPlan plan, RunSummary summary) {
    return summary.failures().isEmpty()
        ? SummaryText.line(plan.identity().taskId(), summary)
        : plan.identity().taskId()
            + "  "
            + summary.slice().covers()
            + "\n"
            + SummaryText.of(summary);
  }

  private void show(SparkSession session, JobPlan plan, OutputSummary output) {
    var keys =
        plan.dataset(output.dataset()).stream()
            .map(DatasetContract::columns)
            .flatMap(List::stream)
            .filter(column -> column.key().isPresent())
            .map(ContractColumn::name)
            .toList();
    out.println();
    out.println("  " + output.dataset());
    out.print(
        TextTable.of(new OutputRows(session, plan, places).of(output), List.copyOf(keys), show));
  }
}
