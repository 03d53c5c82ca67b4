package io.dataplat.jobs.step;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.dataplat.jobplan.Groups;
import io.dataplat.jobs.gate.ContractRules;
import io.dataplat.jobs.session.Names;
import java.util.ArrayList;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The groups that new rows touch, and all rows of those groups. */
public record TouchedRows(SparkSession session, Groups groups) {

  private static final String GROUP = "_dataplat_group_";

  /** The groups of rows, each once, by the names of the output's columns. */
  public Dataset<Row> groupsOf(Dataset<Row> rows) {
    var columns =
        groups.columns().stream()
            .map(each -> value(each.value()).as(each.column()))
            .toArray(Column[]::new);
    return rows.select(columns).distinct();
  }

  /** The rows that belong to one of the groups; NULL is a value as it is in GROUP BY. */
  public Dataset<Row> among(Dataset<Row> touched, Dataset<Row> rows) {
    var names = new ArrayList<Column>();
    var isTouched = lit(true);
    for (int i = 0; i < groups.columns().size(); i++) {
      var group = groups.columns().get(i);
      names.add(col(Names.quote(group.column())).as(GROUP + i));
      isTouched = isTouched.and(value(group.value()).eqNullSafe(col(GROUP + i)));
    }
    return rows.join(touched.select(names.toArray(Column[]::new)), isTouched, "left_semi");
  }

  private Column value(String sql) {
    return ContractRules.condition(session, sql);
  }
}
