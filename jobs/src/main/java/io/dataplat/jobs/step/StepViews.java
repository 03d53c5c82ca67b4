package io.dataplat.jobs.step;

import static org.apache.spark.sql.functions.not;

import io.dataplat.jobplan.Deduplicate;
import io.dataplat.jobplan.Step;
import io.dataplat.jobplan.StepKind;
import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import io.dataplat.jobs.session.Names;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The inputs and steps of a task as views of one session, under the names that SQL uses. */
public final class StepViews {

  private final SparkSession session;
  private final Map<String, Object> parameters;
  private final CarriedColumn carried;
  private final Map<String, Dataset<Row>> views = new LinkedHashMap<>();

  /** No view yet; SQL reads the parameters by their markers, and the hidden column goes along. */
  public StepViews(SparkSession session, Map<String, Object> parameters, String hiddenColumn) {
    this.session = session;
    this.parameters = parameters;
    this.carried = new CarriedColumn(hiddenColumn);
  }

  /** Makes rows readable under a name. */
  public void add(String name, Dataset<Row> rows) {
    views.put(name, rows);
    rows.createOrReplaceTempView(Names.quote(name));
  }

  /** Adds the steps; each reads only what stands before it. */
  public void addAll(List<Step> steps) {
    steps.forEach(step -> add(step.name(), rows(step)));
  }

  /** The rows of an input or a step. */
  public Dataset<Row> rows(String name) {
    var rows = views.get(name);
    if (rows == null) {
      throw new JobFailure(
          ExitCode.PLAN_REFUSED,
          "plan-malformed",
          "there is no input or step `" + name + "` before its use");
    }
    return rows;
  }

  /** How many of the rows that a deduplication reads have no key. */
  public long nullKeys(Deduplicate rule) {
    return rows(rule.from()).where(not(Deduplication.hasKey(rule))).count();
  }

  private Dataset<Row> rows(Step step) {
    if (step.deduplicate().isPresent()) {
      var rule = step.deduplicate().get();
      var from = rows(rule.from());
      return from.isStreaming()
          ? new StreamDeduplication(step.name(), rule).apply(from)
          : new Deduplication(step.name(), rule).apply(from);
    }
    if (step.lookup().isPresent()) {
      var rule = step.lookup().get();
      return new LookupJoin(step.name(), rule).apply(rows(rule.from()), rows(rule.in()));
    }
    var rows = session.sql(step.query().orElseThrow(), parameters);
    return isCarrying(step) && !carried.isIn(rows) ? carried.through(rows) : rows;
  }

  private boolean isCarrying(Step step) {
    var isRowByRow = step.kind() == StepKind.KEEPING || step.kind() == StepKind.FILTERING;
    return isRowByRow && step.reads().stream().map(this::rows).anyMatch(carried::isIn);
  }
}
