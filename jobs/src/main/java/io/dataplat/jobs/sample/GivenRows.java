package io.dataplat.jobs.sample;

import io.dataplat.jobplan.DataInterval;
import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobplan.Input;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobs.session.LocalPlaces;
import io.dataplat.jobs.write.TableContract;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * Puts rows where a plan reads them, in files of the input's own format or in tables, and where it
 * finds what its outputs held before.
 *
 * @param time what rows without a time of their own lie in
 */
public record GivenRows(SparkSession session, JobPlan plan, LocalPlaces places, DataInterval time) {

  /** Writes the rows of an input; the place is made even if there are none. */
  public void write(Input input, List<Map<String, @Nullable Object>> rows) {
    var dataset = plan.dataset(input.dataset()).orElseThrow();
    if (dataset.location().path().isPresent()) {
      var sent = SentRows.of(dataset, rows);
      var files = SampleFiles.of(session, plan, input, sent.dataset(), places);
      write(files, sent.dataset(), sent.rows());
    } else {
      write(dataset, rows);
    }
  }

  /** Writes the rows of a table; the table is made even if there are none. */
  public void write(DatasetContract dataset, List<Map<String, @Nullable Object>> rows) {
    new TableContract(session, dataset).ensure();
    write(new SampleTable(session, dataset), dataset, rows);
  }

  private void write(
      SamplePlace place, DatasetContract dataset, List<Map<String, @Nullable Object>> rows) {
    if (!rows.isEmpty()) {
      place.write(
          SamplePart.whole(time),
          new CompletedRows(dataset, time)
              .of(rows).stream().map(row -> new SampleRow(row, Optional.empty())).toList());
    }
  }
}
