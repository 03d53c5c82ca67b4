package io.dataplat.jobs.plan;

import io.dataplat.jobplan.AbsentKeys;
import io.dataplat.jobplan.ChangedFile;
import io.dataplat.jobplan.Connection;
import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobplan.Deduplicate;
import io.dataplat.jobplan.DuplicateScope;
import io.dataplat.jobplan.Format;
import io.dataplat.jobplan.Generated;
import io.dataplat.jobplan.Input;
import io.dataplat.jobplan.IntervalUnit;
import io.dataplat.jobplan.JdbcInput;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.MaintainedKind;
import io.dataplat.jobplan.MaintainedTable;
import io.dataplat.jobplan.MetricRule;
import io.dataplat.jobplan.Output;
import io.dataplat.jobplan.PlanMode;
import io.dataplat.jobplan.ReadMode;
import io.dataplat.jobplan.RowRetention;
import io.dataplat.jobplan.Schedule;
import io.dataplat.jobplan.Step;
import io.dataplat.jobplan.Write;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import io.dataplat.jobs.database.Databases;
import io.dataplat.jobs.input.FilePattern;
import io.dataplat.jobs.session.ColumnTypes;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.apache.spark.SparkThrowable;

/** Checks what the form of a plan cannot say: its names lead somewhere, and its texts parse. */
final class PlanReferences {

  private final JobPlan plan;

  PlanReferences(JobPlan plan) {
    this.plan = plan;
  }

  void check() {
    checkZone(plan.session().timezone());
    plan.schedule().map(Schedule::timezone).ifPresent(this::checkZone);
    plan.datasets().forEach(this::check);
    plan.quarantine().ifPresent(each -> connection(each.connection()));
    var names = new LinkedHashSet<String>();
    plan.inputs().forEach(input -> check(input, names));
    checkChanges();
    plan.steps().forEach(step -> check(step, names));
    plan.outputs().forEach(output -> check(output, names));
    if ((plan.mode() == PlanMode.MAINTENANCE) != plan.maintenance().isPresent()) {
      throw refused("has upkeep without its mode, or the mode without upkeep");
    }
    plan.maintenance().stream().flatMap(all -> all.tables().stream()).forEach(this::check);
    if (plan.mode() == PlanMode.STREAMING && plan.stream().isEmpty()) {
      throw refused("has the mode `streaming` and no `stream`");
    }
  }

  private void check(MaintainedTable table) {
    connection(table.connection());
    table.readers().forEach(reader -> connection(reader.connection()));
    checkAge(table.snapshots());
    checkAge(table.maxHold());
    checkAge(table.orphans());
    table.retention().ifPresent(retention -> check(table, retention));
  }

  private void check(MaintainedTable table, RowRetention retention) {
    checkAge(retention.age());
    checkZone(retention.timezone());
    if (retention.unit() == IntervalUnit.CRON || retention.unit() == IntervalUnit.NONE) {
      throw refused("keeps rows by `" + retention.unit() + "`, which is no unit of the calendar");
    }
    if (retention.timeColumn().isPresent() != (table.kind() == MaintainedKind.DATASET)) {
      throw refused("keeps rows of `" + table.name() + "` by no time that they have");
    }
    if (table.kind() == MaintainedKind.QUARANTINE && plan.quarantine().isEmpty()) {
      throw refused("keeps rejected rows and has no `quarantine`");
    }
  }

  private static void checkAge(String text) {
    try {
      if (Duration.parse(text).compareTo(Duration.ZERO) > 0) {
        return;
      }
    } catch (DateTimeException e) {
      // Refused below, as one that is no age is.
    }
    throw refused("names the age `" + text + "`, which is none");
  }

  private void checkZone(String zone) {
    try {
      ZoneId.of(zone);
    } catch (DateTimeException e) {
      throw refused("names the time zone `" + zone + "`, which this job does not know");
    }
  }

  private void check(DatasetContract dataset) {
    connection(dataset.connection());
    dataset.timezone().ifPresent(this::checkZone);
    dataset.columns().forEach(column -> check(dataset, column));
    dataset.timeColumn().ifPresent(name -> column(dataset, name));
    dataset.location().path().ifPresent(path -> checkPath(dataset, path));
  }

  private Connection connection(String name) {
    return plan.connections().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow(() -> lacks("connection", name));
  }

  private void check(DatasetContract dataset, ContractColumn column) {
    var place = "`" + dataset.id() + "." + column.name() + "`";
    try {
      ColumnTypes.of(column);
      column.pattern().ifPresent(Pattern::compile);
    } catch (PatternSyntaxException e) {
      throw refused("has a pattern at " + place + " that is none");
    } catch (Exception e) {
      // Scala hides that Spark's checked exception passes here.
      if (e instanceof SparkThrowable) {
        throw refused("has the type `" + column.type() + "` at " + place + ", which is none");
      }
      throw e;
    }
  }

  private void column(DatasetContract dataset, String name) {
    if (dataset.columns().stream().noneMatch(each -> each.name().equals(name))) {
      throw lacks("column", dataset.id() + "." + name);
    }
  }

  private void checkPath(DatasetContract dataset, String path) {
    if (dataset.format() == Format.ICEBERG) {
      throw refused("reads files of the format `" + dataset.format() + "`, which this job cannot");
    }
    if (!new FilePattern(path, ZoneId.of("UTC")).isValid()) {
      throw refused("has the path `" + path + "`, which is no pattern below its object store");
    }
  }

  private DatasetContract dataset(String id) {
    return plan.dataset(id).orElseThrow(() -> lacks("dataset", id));
  }

  private void check(Input input, Set<String> names) {
    var dataset = dataset(input.dataset());
    if (!names.add(input.alias())) {
      throw refused("has two inputs `" + input.alias() + "`");
    }
    input.metrics().forEach(metric -> checkOfInput(metric, dataset));
    if (input.read() == ReadMode.INTERVAL && hasNoInterval()) {
      throw refused("reads `" + input.alias() + "` by interval and has none");
    }
    if (plan.mode() == PlanMode.STREAMING && Databases.holds(plan, dataset)) {
      throw refused("reads the database table `" + input.alias() + "` in a stream");
    }
    input.jdbc().flatMap(JdbcInput::partitionColumn).ifPresent(name -> column(dataset, name));
    if (input.read() == ReadMode.STREAM && dataset.location().topic().isEmpty()) {
      throw refused("reads `" + input.alias() + "` as a stream, which is no topic");
    }
  }

  private void checkChanges() {
    var inputs = plan.inputs().stream().filter(input -> input.read() == ReadMode.CHANGES).toList();
    if (inputs.isEmpty()) {
      return;
    }
    var input = inputs.get(0);
    var what = "reads `" + input.alias() + "` by its changes and ";
    if (inputs.size() > 1 || plan.mode() == PlanMode.STREAMING || !hasNoInterval()) {
      throw refused(what + "has a second such input, an interval, or is a stream");
    }
    if (dataset(input.dataset()).location().topic().isPresent()) {
      throw refused(what + "that is a topic");
    }
    if (plan.outputs().stream().anyMatch(PlanReferences::replacesWhatIsNotNew)) {
      throw refused(what + "overwrites what is not new");
    }
    var isReloading = input.files().map(each -> each.changed() == ChangedFile.RELOAD).orElse(false);
    if (isReloading && !plan.outputs().stream().allMatch(this::knowsFiles)) {
      throw refused(what + "cannot tell which rows of an output came from a changed file");
    }
  }

  private static boolean replacesWhatIsNotNew(Output output) {
    return switch (output.write().mode()) {
      case APPEND, UPSERT, SCD1 -> false;
      case OVERWRITE, OVERWRITE_INTERVAL, SNAPSHOT, SCD2 -> true;
    };
  }

  private boolean knowsFiles(Output output) {
    return output.write().mode() == WriteMode.APPEND
        && dataset(output.dataset()).columns().stream()
            .anyMatch(column -> column.generated().equals(Optional.of(Generated.SOURCE_FILE)));
  }

  private void checkOfInput(MetricRule metric, DatasetContract dataset) {
    check(metric, dataset);
    if (metric.references().isPresent()
        || metric.scope().equals(Optional.of(DuplicateScope.TABLE))) {
      throw refused("compares `" + dataset.id() + "`, which it only reads, with a table");
    }
  }

  private void check(MetricRule metric, DatasetContract dataset) {
    metric.columns().forEach(name -> column(dataset, name));
    metric.references().ifPresent(to -> column(dataset(to.dataset()), to.column()));
    var isPart =
        switch (metric.metric()) {
          case INVALID_VALUES -> metric.valid().isPresent();
          case INVALID_REFERENCES -> metric.references().isPresent();
          case QUERY -> metric.sql().isPresent();
          case FRESHNESS -> dataset.timeColumn().isPresent();
          default -> true;
        };
    if (!isPart) {
      throw refused("has the metric `" + metric.name() + "` that lacks what it compares with");
    }
  }

  private boolean hasNoInterval() {
    var unit = plan.schedule().map(Schedule::interval);
    return unit.filter(each -> each != IntervalUnit.NONE).isEmpty();
  }

  private static void check(Step step, Set<String> names) {
    Stream.concat(step.reads().stream(), step.deduplicate().map(Deduplicate::from).stream())
        .filter(name -> !names.contains(name))
        .findFirst()
        .ifPresent(
            name -> {
              throw refused("has no input or step `" + name + "` before `" + step.name() + "`");
            });
    if (step.deduplicate().isPresent() == step.query().isPresent()) {
      throw refused("has the step `" + step.name() + "` that is not one of query, deduplicate");
    }
    if (!names.add(step.name())) {
      throw refused("has two steps or inputs `" + step.name() + "`");
    }
  }

  private void check(Output output, Set<String> names) {
    if (!names.contains(output.from())) {
      throw lacks("input or step", output.from());
    }
    var dataset = dataset(output.dataset());
    if (dataset.location().table().isEmpty() || Databases.holds(plan, dataset)) {
      throw refused("writes `" + dataset.id() + "`, which is no table of a catalog");
    }
    output.metrics().forEach(metric -> check(metric, dataset));
    output.write().keys().forEach(name -> column(dataset, name));
    output.write().sequenceBy().forEach(name -> column(dataset, name));
    checkVersions(output.write(), dataset);
    var isByInterval = output.write().mode() == WriteMode.OVERWRITE_INTERVAL;
    if (isByInterval && (hasNoInterval() || dataset.timeColumn().isEmpty())) {
      throw refused("overwrites an interval of `" + dataset.id() + "` and has none");
    }
  }

  private void checkVersions(Write write, DatasetContract dataset) {
    write.effectiveColumn().ifPresent(name -> column(dataset, name));
    write.track().ifPresent(names -> names.forEach(name -> column(dataset, name)));
    var isCompared = EnumSet.of(WriteMode.SCD2, WriteMode.SNAPSHOT).contains(write.mode());
    if (isCompared && write.track().isEmpty()) {
      throw refused("compares rows of `" + dataset.id() + "` and names no column to compare");
    }
    var isRemoved = write.absent().filter(absent -> absent != AbsentKeys.KEEP).isPresent();
    if (isRemoved && write.maxRemoved().isEmpty()) {
      throw refused("removes rows of `" + dataset.id() + "` without a limit");
    }
  }

  private static JobFailure lacks(String what, String name) {
    return refused("names the " + what + " `" + name + "`, which it does not have");
  }

  private static JobFailure refused(String what) {
    return new JobFailure(ExitCode.PLAN_REFUSED, "plan-malformed", "the plan " + what);
  }
}
