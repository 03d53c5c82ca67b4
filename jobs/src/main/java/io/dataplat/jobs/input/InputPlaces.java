package io.dataplat.jobs.input;

import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobplan.FilesInput;
import io.dataplat.jobplan.Input;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import io.dataplat.jobs.session.LocalPlaces;
import io.dataplat.jobs.write.TargetTable;
import java.time.ZoneId;
import org.apache.spark.sql.SparkSession;

/** Where the inputs of a plan are. */
record InputPlaces(SparkSession session, JobPlan plan, LocalPlaces places) {

  DatasetContract dataset(String id) {
    return plan.dataset(id)
        .orElseThrow(
            () ->
                new JobFailure(
                    ExitCode.PLAN_REFUSED,
                    "plan-malformed",
                    "the plan lacks the dataset `" + id + "`"));
  }

  ObjectStore store(DatasetContract dataset) {
    var connection = plan.connection(dataset.connection());
    return ObjectStore.of(
        connection.orElseThrow(), places, session.sparkContext().hadoopConfiguration());
  }

  static FilePattern pattern(Input input, DatasetContract dataset) {
    var path = input.files().map(FilesInput::pattern).or(() -> dataset.location().path());
    return new FilePattern(path.orElseThrow(), ZoneId.of(dataset.timezone().orElse("UTC")));
  }

  /** The table of an input, which must be there. */
  TargetTable table(Input input, DatasetContract dataset) {
    var table = TargetTable.of(session, dataset);
    if (!table.exists()) {
      throw missing(input, "the table " + table.name() + " does not exist");
    }
    return table;
  }

  static JobFailure missing(Input input, String what) {
    return new JobFailure(
        ExitCode.INPUT_REFUSED,
        "missing-input",
        "the input `" + input.alias() + "` is missing: " + what);
  }
}
