package io.dataplat.jobs.step;

import static org.apache.spark.sql.functions.col;

import io.dataplat.jobplan.Deduplicate;
import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import io.dataplat.jobs.session.Names;
import java.time.Duration;
import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.plans.logical.EventTimeWatermark;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;

/** Keeps of each key the row that came first, and forgets the key after a while. */
record StreamDeduplication(String step, Deduplicate rule) {

  Dataset<Row> apply(Dataset<Row> rows) {
    var time =
        Arrays.stream(rows.schema().fields())
            .filter(field -> field.metadata().contains(EventTimeWatermark.delayKey()))
            .findFirst()
            .orElseThrow(() -> refused("reads no column with a watermark"));
    var within = Duration.parse(rule.within().orElseThrow(() -> refused("has no `within`")));
    var columns =
        Arrays.stream(rows.columns())
            .map(name -> name.equals(time.name()) ? forgottenAfter(within, time) : quoted(name))
            .toArray(Column[]::new);
    return rows.select(columns).dropDuplicatesWithinWatermark(rule.keys().toArray(String[]::new));
  }

  // Spark forgets a key when the watermark has passed its time by the delay that is noted on the
  // column; the watermark itself goes by the delay that the input declares.
  private static Column forgottenAfter(Duration within, StructField time) {
    var metadata =
        new MetadataBuilder()
            .withMetadata(time.metadata())
            .putLong(EventTimeWatermark.delayKey(), within.toMillis())
            .build();
    return quoted(time.name()).as(time.name(), metadata);
  }

  private static Column quoted(String name) {
    return col(Names.quote(name));
  }

  private JobFailure refused(String what) {
    return new JobFailure(
        ExitCode.PLAN_REFUSED, "plan-malformed", "the step `" + step + "` " + what);
  }
}
