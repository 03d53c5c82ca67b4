package io.dataplat.jobs;

import static io.dataplat.jobs.fixture.Columns.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.fixture.Lake;
import io.dataplat.jobs.fixture.PlanFixture;
import io.dataplat.jobs.fixture.S3;
import io.dataplat.jobs.fixture.Stream;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stream whose checkpoint lies in a bucket. */
class StreamBucketTest extends StreamTestCase {

  @Test
  void theNextInstanceGoesOnWhereTheCheckpointEnds(@TempDir Path folder)
      throws IOException, InterruptedException {
    try (var s3 = new S3(folder, "state")) {
      var plan =
          new PlanFixture()
              .bucket("state", s3.endpoint())
              .topic("bucket", "", key("id", "bigint"))
              .checkpointIn("state")
              .output("orders", "bucket", WriteMode.APPEND, "", key("id", "bigint"))
              .build();
      broker.topic("bucket", 1).send("bucket", 0, "{\"id\": 1}", "{\"id\": 2}");

      var first = Stream.readAll(folder, broker, plan);
      assertThat(first.err()).isEmpty();
      assertThat(first.out()).contains("read 2, written 2");
      broker.send("bucket", 0, "{\"id\": 3}");
      var second = Stream.readAll(folder, broker, plan);

      assertThat(second.err()).isEmpty();
      assertThat(second.out()).contains("begins at its checkpoint").contains("read 1, written 1");
      assertThat(new Lake(folder).rows(plan, "SELECT id FROM lakehouse.retail.orders"))
          .containsExactly("1", "2", "3");
    }
  }
}
