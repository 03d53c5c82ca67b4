package io.dataplat.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dataplat.jobplan.ReadMode;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.fixture.Columns;
import io.dataplat.jobs.fixture.DeltaPlan;
import io.dataplat.jobs.fixture.Lake;
import io.dataplat.jobs.fixture.PlanFixture;
import io.dataplat.jobs.fixture.S3;
import io.dataplat.jobs.session.ConditionalLogStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Delta table in a bucket. */
@Tag("slow")
class DeltaBucketTest {

  @Test
  void aVersionOfATableIsWrittenByOneOnly(@TempDir java.nio.file.Path folder)
      throws IOException, InterruptedException {
    try (var s3 = new S3(folder, "delta")) {
      var plan =
          DeltaPlan.in(
              new PlanFixture()
                  .bucket("delta", s3.endpoint())
                  .csv("files", ReadMode.FULL, "in/*.csv", Columns.amounts())
                  .output("orders", "files", WriteMode.APPEND, "", Columns.amounts())
                  .build(),
              "retail.orders",
              "tables/orders");
      var lake = new Lake(folder);
      for (var day = 29; day < 31; day++) {
        s3.put(
            "delta",
            "in/a.csv",
            "id,amount\n%s,1\n".formatted(day).getBytes(StandardCharsets.UTF_8));
        var outcome = lake.run(plan, "2026-03-%sT01:00:00Z".formatted(day));
        assertThat(outcome.code()).as(outcome.err()).isEqualTo(ExitCode.SUCCESS);
      }

      var session = lake.session(plan);
      var rows = session.read().format("delta").load("s3a://delta/tables/orders");
      assertThat(rows.select("id").as(org.apache.spark.sql.Encoders.LONG()).collectAsList())
          .containsExactlyInAnyOrder(29L, 30L);
      var configuration = session.sparkContext().hadoopConfiguration();
      var version =
          new org.apache.hadoop.fs.Path(
              "s3a://delta/tables/orders/_delta_log/00000000000000000001.json");
      assertThatThrownBy(
              () ->
                  new ConditionalLogStore(configuration)
                      .write(version, List.of("{}").iterator(), false, configuration))
          .isInstanceOf(FileAlreadyExistsException.class);
    }
  }
}
