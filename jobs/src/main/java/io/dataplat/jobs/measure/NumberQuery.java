package io.dataplat.jobs.measure;

import io.dataplat.jobplan.MetricRule;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The query of a metric, which gives one number over the rows. */
public record NumberQuery(SparkSession session) {

  private static final String ROWS = "rows";
  private static final Figure NONE = new Figure(Optional.empty(), false);

  /** The number; a query that gives more rows than one is within no bounds. */
  public Figure of(MetricRule rule, Dataset<Row> rows) {
    rows.createOrReplaceTempView(ROWS);
    try {
      var numbers = session.sql(rule.query().orElseThrow()).toDF("value");
      var found = numbers.select(numbers.col("value").cast("string")).takeAsList(2);
      if (found.size() > 1) {
        return NONE;
      }
      var text = found.isEmpty() || found.get(0).isNullAt(0) ? "" : found.get(0).getString(0);
      return TextTotal.figure(text);
    } finally {
      session.catalog().dropTempView(ROWS);
    }
  }
}
