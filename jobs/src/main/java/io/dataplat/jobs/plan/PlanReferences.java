package io.dataplat.jobs.plan;

import io.dataplat.jobplan.AbsentKeys;
import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobplan.DuplicateScope;
import io.dataplat.jobplan.Format;
import io.dataplat.jobplan.Input;
import io.dataplat.jobplan.JdbcInput;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.Lookup;
import io.dataplat.jobplan.MetricRule;
import io.dataplat.jobplan.NullKeys;
import io.dataplat.jobplan.Output;
import io.dataplat.jobplan.PlanMode;
import io.dataplat.jobplan.ReadMode;
import io.dataplat.jobplan.Schedule;
import io.dataplat.jobplan.Step;
import io.dataplat.jobplan.Write;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.database.Databases;
import io.dataplat.jobs.input.FilePattern;
import io.dataplat.jobs.session.ColumnTypes;
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

  private static final Set<Format> FILES =
      EnumSet.complementOf(
          EnumSet.of(Format.ICEBERG, Format.DELTA, Format.POSTGRESQL, Format.MYSQL, Format.REDIS));

  private final JobPlan plan;
  private final PlanNames names;

  PlanReferences(JobPlan plan) {
    this.plan = plan;
    this.names = new PlanNames(plan);
  }

  void check() {
    PlanNames.checkZone(plan.session().timezone());
    plan.schedule().map(Schedule::timezone).ifPresent(PlanNames::checkZone);
    plan.datasets().forEach(this::check);
    plan.quarantine().ifPresent(each -> names.connection(each.connection()));
    var relations = new LinkedHashSet<String>();
    plan.inputs().forEach(input -> check(input, relations));
    new ChangesReferences(plan, names).check();
    plan.steps().forEach(step -> check(step, relations));
    plan.outputs().forEach(output -> check(output, relations));
    new MaintenanceReferences(plan, names).check();
    if (plan.mode() == PlanMode.STREAMING && plan.stream().isEmpty()) {
      throw PlanNames.refused("has the mode `streaming` and no `stream`");
    }
  }

  private void check(DatasetContract dataset) {
    names.connection(dataset.connection());
    dataset.timezone().ifPresent(PlanNames::checkZone);
    dataset.columns().forEach(column -> check(dataset, column));
    dataset.timeColumn().ifPresent(name -> PlanNames.column(dataset, name));
    dataset.location().path().ifPresent(path -> checkPath(dataset, path));
    new DeltaReferences(plan).check(dataset);
    UnknownColumnReferences.check(dataset);
    FixedWidthReferences.check(dataset);
  }

  private void check(DatasetContract dataset, ContractColumn column) {
    var place = "`" + dataset.id() + "." + column.name() + "`";
    try {
      ColumnTypes.of(column);
      column.pattern().ifPresent(Pattern::compile);
    } catch (PatternSyntaxException e) {
      throw PlanNames.refused("has a pattern at " + place + " that is none");
    } catch (Exception e) {
      // Scala hides that Spark's checked exception passes here.
      if (e instanceof SparkThrowable) {
        throw PlanNames.refused(
            "has the type `" + column.type() + "` at " + place + ", which is none");
      }
      throw e;
    }
  }

  private void checkPath(DatasetContract dataset, String path) {
    if (!FILES.contains(dataset.format())) {
      throw PlanNames.refused(
          "reads files of the format `" + dataset.format() + "`, which this job cannot");
    }
    if (!new FilePattern(path, ZoneId.of("UTC")).isValid()) {
      throw PlanNames.refused(
          "has the path `" + path + "`, which is no pattern below its object store");
    }
  }

  private void check(Input input, Set<String> relations) {
    var dataset = names.dataset(input.dataset());
    if (!relations.add(input.alias())) {
      throw PlanNames.refused("has two inputs `" + input.alias() + "`");
    }
    if (dataset.location().keyPrefix().isPresent()) {
      throw PlanNames.refused("reads `" + input.alias() + "` from a key-value store");
    }
    input.metrics().forEach(metric -> checkOfInput(metric, dataset));
    if (input.read() == ReadMode.INTERVAL && names.hasNoInterval()) {
      throw PlanNames.refused("reads `" + input.alias() + "` by interval and has none");
    }
    if (plan.mode() == PlanMode.STREAMING && Databases.holds(plan, dataset)) {
      throw PlanNames.refused("reads the database table `" + input.alias() + "` in a stream");
    }
    new DeltaReferences(plan).check(input, dataset);
    new FilesReferences(plan).check(input, dataset);
    input
        .jdbc()
        .flatMap(JdbcInput::partitionColumn)
        .ifPresent(name -> PlanNames.column(dataset, name));
    if (input.read() == ReadMode.STREAM && dataset.location().topic().isEmpty()) {
      throw PlanNames.refused("reads `" + input.alias() + "` as a stream, which is no topic");
    }
  }

  private void checkOfInput(MetricRule metric, DatasetContract dataset) {
    check(metric, dataset);
    if (metric.references().isPresent()
        || metric.scope().equals(Optional.of(DuplicateScope.TABLE))) {
      throw PlanNames.refused("compares `" + dataset.id() + "`, which it only reads, with a table");
    }
  }

  private void check(MetricRule metric, DatasetContract dataset) {
    metric.columns().forEach(name -> PlanNames.column(dataset, name));
    metric.references().ifPresent(to -> PlanNames.column(names.dataset(to.dataset()), to.column()));
    var isPart =
        switch (metric.metric()) {
          case INVALID_VALUES -> metric.valid().isPresent();
          case INVALID_REFERENCES -> metric.references().isPresent();
          case QUERY -> metric.sql().isPresent();
          case FRESHNESS -> dataset.timeColumn().isPresent();
          default -> true;
        };
    if (!isPart) {
      throw PlanNames.refused(
          "has the metric `" + metric.name() + "` that lacks what it compares with");
    }
  }

  private void check(Step step, Set<String> relations) {
    Stream.of(step.reads().stream(), step.rowsOf().stream(), step.lookup().map(Lookup::in).stream())
        .flatMap(names -> names)
        .filter(name -> !relations.contains(name))
        .findFirst()
        .ifPresent(
            name -> {
              throw PlanNames.refused(
                  "has no input or step `" + name + "` before `" + step.name() + "`");
            });
    var operations =
        Stream.of(step.query(), step.deduplicate(), step.lookup()).filter(Optional::isPresent);
    if (operations.count() != 1) {
      throw PlanNames.refused(
          "has the step `" + step.name() + "` that is not one of query, deduplicate, lookup");
    }
    var isOfBatches =
        step.lookup().isPresent()
            || step.deduplicate().filter(rule -> rule.nullKeys() != NullKeys.FAIL).isPresent();
    if (plan.mode() == PlanMode.STREAMING && isOfBatches) {
      throw PlanNames.refused("has the step `" + step.name() + "`, which a stream cannot do");
    }
    if (!relations.add(step.name())) {
      throw PlanNames.refused("has two steps or inputs `" + step.name() + "`");
    }
  }

  private void check(Output output, Set<String> relations) {
    if (!relations.contains(output.from())) {
      throw PlanNames.lacks("input or step", output.from());
    }
    var dataset = names.dataset(output.dataset());
    if (dataset.location().topic().isPresent()) {
      throw PlanNames.refused("writes `" + dataset.id() + "`, which is a topic");
    }
    new FilesReferences(plan).check(output, dataset);
    new KeyValueReferences(plan).check(output, dataset);
    new DatabaseReferences(plan).check(output, dataset);
    new DeltaReferences(plan).check(output, dataset);
    output.metrics().forEach(metric -> check(metric, dataset));
    output.write().keys().forEach(name -> PlanNames.column(dataset, name));
    output.write().sequenceBy().forEach(name -> PlanNames.column(dataset, name));
    checkVersions(output.write(), dataset);
    checkDeletes(output.write(), dataset);
    new GroupReferences(plan, relations).check(output, dataset);
    var isByInterval = output.write().mode() == WriteMode.OVERWRITE_INTERVAL;
    if (isByInterval && (names.hasNoInterval() || dataset.timeColumn().isEmpty())) {
      throw PlanNames.refused("overwrites an interval of `" + dataset.id() + "` and has none");
    }
  }

  private void checkDeletes(Write write, DatasetContract dataset) {
    if (write.mode() == WriteMode.DELETE && write.deletes().isEmpty()) {
      throw PlanNames.refused("deletes from `" + dataset.id() + "` and does not say what");
    }
    var isPlaced = write.mode() == WriteMode.SCD2 || !write.sequenceBy().isEmpty();
    if (write.deletes().isPresent() && (write.keys().isEmpty() || !isPlaced)) {
      throw PlanNames.refused("deletes from `" + dataset.id() + "` without a key or a sequence");
    }
  }

  private void checkVersions(Write write, DatasetContract dataset) {
    write.effectiveColumn().ifPresent(name -> PlanNames.column(dataset, name));
    write.track().ifPresent(all -> all.forEach(name -> PlanNames.column(dataset, name)));
    var isCompared = EnumSet.of(WriteMode.SCD2, WriteMode.SNAPSHOT).contains(write.mode());
    if (isCompared && write.track().isEmpty()) {
      throw PlanNames.refused(
          "compares rows of `" + dataset.id() + "` and names no column to compare");
    }
    var isRemoved = write.absent().filter(absent -> absent != AbsentKeys.KEEP).isPresent();
    if (isRemoved && write.maxRemoved().isEmpty()) {
      throw PlanNames.refused("removes rows of `" + dataset.id() + "` without a limit");
    }
  }
}
