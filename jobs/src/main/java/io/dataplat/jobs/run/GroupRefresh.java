package io.dataplat.jobs.run;

import io.dataplat.jobplan.Groups;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobs.input.ChangesRange;
import io.dataplat.jobs.input.CheckedInput;
import io.dataplat.jobs.input.InputReader;
import io.dataplat.jobs.session.InternalRows;
import io.dataplat.jobs.session.Names;
import io.dataplat.jobs.step.StepViews;
import io.dataplat.jobs.step.TouchedRows;
import io.dataplat.jobs.write.Stage;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * A run that replaces the groups that new rows touch: its steps read all rows of those groups, and
 * what the output had of them goes.
 *
 * @param touched the groups; none if the run reads the input from its start, and replaces all
 */
record GroupRefresh(Optional<Dataset<Row>> touched) {

  /** How the plan replaces groups, if it does. */
  static Optional<Groups> of(JobPlan plan) {
    return plan.outputs().stream().flatMap(output -> output.write().groups().stream()).findFirst();
  }

  /**
   * Makes the views, which show new rows alone, show all rows of their groups.
   *
   * @param reader reads the whole of an input
   */
  static GroupRefresh begin(
      JobPlan plan, Groups groups, List<CheckedInput> inputs, InputReader reader, StepViews views) {
    var input =
        inputs.stream()
            .filter(each -> each.pinned().changes().isPresent())
            .findFirst()
            .orElseThrow();
    if (input.pinned().changes().filter(ChangesRange::isFromStart).isPresent()) {
      return new GroupRefresh(Optional.empty());
    }
    var rows = new TouchedRows(reader.session(), groups);
    var alias = input.pinned().input().alias();
    views.add(alias, asRead(reader.session(), input.rows()));
    views.addAll(plan.steps());
    var touched = rows.groupsOf(views.rows(groups.of()));
    views.add(alias, reader.all(input.pinned()));
    if (groups.of().equals(alias)) {
      views.add(alias, rows.among(touched, views.rows(alias)));
    }
    for (var step : plan.steps()) {
      views.addAll(List.of(step));
      if (groups.of().equals(step.name())) {
        views.add(step.name(), rows.among(touched, views.rows(step.name())));
      }
    }
    return new GroupRefresh(Optional.of(touched));
  }

  // Below the views of steps Spark has no plan for a view of some snapshots of a table.
  private static Dataset<Row> asRead(SparkSession session, Dataset<Row> rows) {
    var read = InternalRows.of(rows);
    var names = Stream.of(rows.columns()).map(Names::quote).map(functions::col);
    return InternalRows.dataset(session, read.rows(), read.schema())
        .select(names.toArray(Column[]::new));
  }

  /** Removes from a stage what is computed anew. */
  void removeFrom(Stage stage) {
    touched.ifPresentOrElse(stage::deleteGroups, () -> stage.delete("true"));
  }
}
