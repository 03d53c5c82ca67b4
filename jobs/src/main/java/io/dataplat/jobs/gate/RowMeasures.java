package io.dataplat.jobs.gate;

import io.dataplat.jobplan.MetricScope;
import io.dataplat.jobs.measure.Aggregate;
import io.dataplat.jobs.measure.Measure;
import io.dataplat.jobs.measure.RowNumber;
import io.dataplat.jobs.measure.Total;
import java.io.Serializable;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;

/** The measures of a gate over the rows of one scope, as its tasks take them. */
record RowMeasures(
    List<Aggregate> all, List<Integer> indexes, List<RowNumber> numbers, RowColumns columns)
    implements Serializable {

  static RowMeasures of(
      SparkSession session, StructType schema, List<Measure> measures, MetricScope scope) {
    var indexes =
        IntStream.range(0, measures.size())
            .filter(index -> measures.get(index).over() == scope)
            .boxed()
            .toList();
    var columns = indexes.stream().map(measures::get).map(RowMeasures::column).toList();
    var values = columns.isEmpty() ? RowColumns.NONE : RowColumns.of(session, schema, columns);
    var numbers =
        IntStream.range(0, indexes.size())
            .mapToObj(
                at ->
                    new RowNumber(
                        at,
                        measures.get(indexes.get(at)).aggregate(),
                        values.schema().fields()[at].dataType()))
            .toList();
    var all = measures.stream().map(Measure::aggregate).toList();
    return new RowMeasures(all, indexes, numbers, values);
  }

  private static Column column(Measure measure) {
    return measure.value().as(measure.name());
  }

  /** A total for each measure of the gate, also those of other scopes. */
  Total[] totals() {
    return all.stream().map(Total::new).toArray(Total[]::new);
  }

  /** What adds a row to the totals. */
  BiConsumer<InternalRow, Total[]> adding() {
    if (indexes.isEmpty()) {
      return (row, totals) -> {};
    }
    var values = columns.projection();
    return (row, totals) -> {
      var measured = values.apply(row);
      for (int i = 0; i < numbers.size(); i++) {
        numbers.get(i).addTo(totals[indexes.get(i)], measured);
      }
    };
  }
}
