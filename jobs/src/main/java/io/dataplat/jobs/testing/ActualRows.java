package io.dataplat.jobs.testing;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.from_json;

import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobplan.Input;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.Output;
import io.dataplat.jobplan.QuarantineColumn;
import io.dataplat.jobplan.TechnicalColumns;
import io.dataplat.jobs.session.ColumnTypes;
import io.dataplat.jobs.session.Names;
import io.dataplat.jobs.step.StepViews;
import io.dataplat.jobs.write.TargetTable;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;

/**
 * The rows that a run has made.
 *
 * @param steps empty for a run that failed before they could be read
 */
record ActualRows(SparkSession session, JobPlan plan, Optional<StepViews> steps) {

  /** The name of the rules in a quarantined row. */
  static final String RULES = QuarantineColumn.RULES.column();

  /** The rows of an output's table, or of a step; an output hides a step of its name. */
  Optional<Dataset<Row>> of(String name) {
    var output = output(name);
    return output.isPresent()
        ? output.map(this::table)
        : steps.map(views -> contractOnly(views.rows(name)));
  }

  /** The key of an output's dataset, or none. */
  List<String> keys(String name) {
    return output(name).flatMap(each -> plan.dataset(each.dataset())).stream()
        .flatMap(dataset -> dataset.columns().stream())
        .filter(column -> column.key().isPresent())
        .map(ContractColumn::name)
        .toList();
  }

  /** The rows that an input or output has kept out, and the rules that each violates. */
  Optional<Dataset<Row>> quarantined(String name) {
    return plan.quarantine()
        .map(each -> new TargetTable(session, Names.table(each.connection(), each.table())))
        .filter(TargetTable::exists)
        .map(table -> quarantined(session.table(table.name()), name));
  }

  /** The type that a column of these rows has. */
  static Optional<DataType> type(Dataset<Row> rows, String column) {
    return Arrays.stream(rows.schema().fields())
        .filter(field -> field.name().equalsIgnoreCase(column))
        .map(StructField::dataType)
        .findFirst();
  }

  private Optional<Output> output(String name) {
    return plan.outputs().stream().filter(each -> each.id().equals(name)).findFirst();
  }

  private Dataset<Row> table(Output output) {
    var dataset = plan.dataset(output.dataset()).orElseThrow();
    var table = TargetTable.of(session, dataset);
    return table.exists()
        ? contractOnly(session.table(table.name()))
        : session.createDataFrame(List.of(), ColumnTypes.struct(dataset.columns()));
  }

  private static Dataset<Row> contractOnly(Dataset<Row> rows) {
    return rows.select(
        Arrays.stream(rows.columns())
            .filter(name -> !name.startsWith(TechnicalColumns.PREFIX))
            .map(name -> col(Names.quote(name)))
            .toArray(Column[]::new));
  }

  private Dataset<Row> quarantined(Dataset<Row> table, String name) {
    var row = ColumnTypes.struct(contract(name).columns());
    return table
        .where(col(QuarantineColumn.GATE.column()).isin("input:" + name, "output:" + name))
        .select(col(RULES), from_json(col(QuarantineColumn.ROW.column()), row).as("row"))
        .select(col("row.*"), col(RULES));
  }

  private DatasetContract contract(String name) {
    return plan.inputs().stream()
        .filter(input -> input.alias().equals(name))
        .map(Input::dataset)
        .findFirst()
        .or(() -> output(name).map(Output::dataset))
        .flatMap(plan::dataset)
        .orElseThrow();
  }
}
