package io.dataplat.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.jobplan.Format;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.Missing;
import io.dataplat.jobplan.OnInvalid;
import io.dataplat.jobplan.ReadMode;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.fixture.Columns;
import io.dataplat.jobs.fixture.FaultyS3;
import io.dataplat.jobs.fixture.Lake;
import io.dataplat.jobs.fixture.PlanFixture;
import io.dataplat.jobs.fixture.RestCatalog;
import io.dataplat.jobs.fixture.S3;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files in a bucket as sources, and a catalog whose tables lie in another. */
@Tag("slow")
class S3Test {

  private static final String TICK = "2026-03-30T01:00:00Z";
  private static final String ROWS = "SELECT id, amount FROM lakehouse.retail.orders";

  private static S3 s3;

  @BeforeAll
  static void start(@TempDir Path folder) throws IOException, InterruptedException {
    // Hadoop keeps a client for each bucket, so that no two tests may use the same one.
    s3 = new S3(folder, "landing", "formats", "faulty", "empty", "tables");
  }

  @AfterAll
  static void stop() {
    s3.close();
  }

  private static void put(String bucket, String key, String text)
      throws IOException, InterruptedException {
    s3.put(bucket, key, text.getBytes(StandardCharsets.UTF_8));
  }

  private static PlanFixture csv(String bucket, String endpoint) {
    return new PlanFixture()
        .bucket(bucket, endpoint)
        .amounts("files", "orders/*.csv*")
        .output("orders", "files", WriteMode.APPEND, "", Columns.amounts());
  }

  @Test
  void filesOfABucketBecomeATableInAnother(@TempDir Path folder)
      throws IOException, InterruptedException {
    put("landing", "orders/a.csv", "id,amount\n1,1\n2,-2\n");
    put("landing", "orders/_hidden.csv", "id,amount\n9,9\n");
    s3.put("landing", "orders/b.csv.gz", zipped("id,amount\n3,3\n"));
    try (var catalog = new RestCatalog("s3://tables/dataplat", s3.ofCatalog())) {
      var plan = csv("landing", s3.endpoint()).restCatalog(catalog.uri()).build();
      var lake = new Lake(folder);

      var outcome = lake.run(plan, TICK);

      assertThat(outcome.code()).as(outcome.err()).isEqualTo(ExitCode.SUCCESS);
      assertThat(outcome.out()).contains("read 3 = written 2 + quarantined 1");
      assertThat(lake.rows(plan, ROWS)).containsExactly("1|1", "3|3");
      assertThat(lake.rows(plan, "SELECT file_path FROM lakehouse.retail.orders.files"))
          .isNotEmpty()
          .allMatch(path -> path.startsWith("s3://tables/dataplat/"));
      assertThat(lake.run(plan, TICK).out()).contains("status: unchanged");

      put("landing", "orders/a.csv", "id,amount\n1,5\n2,-2\n");

      assertThat(lake.run(plan, TICK).out()).as("another etag").contains("status: published");
      assertThat(lake.rows(plan, ROWS)).containsExactly("1|5", "3|3");
    }
  }

  @Test
  void parquetFilesOfABucketAreReadByContract(@TempDir Path folder)
      throws IOException, InterruptedException {
    var lake = new Lake(folder);
    var made = csv("formats", s3.endpoint()).build();
    lake.session(made)
        .sql("SELECT 7L AS id, 70L AS amount")
        .coalesce(1)
        .write()
        .parquet(folder.resolve("made").toString());
    try (var files = Files.newDirectoryStream(folder.resolve("made"), "*.parquet")) {
      s3.put("formats", "orders/a.parquet", Files.readAllBytes(files.iterator().next()));
    }
    var plan = parquet("formats");

    var outcome = lake.run(plan, TICK);

    assertThat(outcome.code()).as(outcome.err()).isEqualTo(ExitCode.SUCCESS);
    assertThat(lake.rows(plan, ROWS)).containsExactly("7|70");
  }

  @Test
  void anObjectThatIsRefusedAndBreaksOffIsReadWhole(@TempDir Path folder)
      throws IOException, InterruptedException {
    put("faulty", "orders/a.csv", "id,amount\n1,1\n2,-2\n3,3\n");
    s3.put("faulty", "orders/b.csv.gz", zipped("id,amount\n4,4\n5,-5\n"));
    try (var faulty = new FaultyS3(s3)) {
      var plan = csv("faulty", faulty.endpoint()).build();
      var lake = new Lake(folder);

      var outcome = lake.run(plan, TICK);

      assertThat(outcome.code()).as(outcome.err()).isEqualTo(ExitCode.SUCCESS);
      assertThat(outcome.out()).contains("read 5 = written 3 + quarantined 2");
      assertThat(lake.rows(plan, ROWS)).containsExactly("1|1", "3|3", "4|4");
      assertThat(faulty.asked().keySet())
          .isEqualTo(Set.of("/faulty/orders/a.csv", "/faulty/orders/b.csv.gz"));
      assertThat(faulty.asked().values()).as("refused, broken off, whole").allMatch(n -> n > 2);
    }
  }

  @Test
  void aBucketWithoutAMatchIsAMissingInput(@TempDir Path folder) throws IOException {
    var outcome = new Lake(folder).run(parquet("empty"), TICK);

    assertThat(outcome.code()).as(outcome.err()).isEqualTo(ExitCode.INPUT_REFUSED);
    assertThat(outcome.err()).contains("missing-input", "s3a://empty/");
  }

  private static JobPlan parquet(String bucket) {
    return new PlanFixture()
        .bucket(bucket, s3.endpoint())
        .source(
            "files",
            ReadMode.FULL,
            "orders/*.parquet",
            Format.PARQUET,
            OnInvalid.QUARANTINE,
            Missing.FAIL,
            "",
            Columns.amounts())
        .output("orders", "files", WriteMode.APPEND, "", Columns.amounts())
        .build();
  }

  private static byte[] zipped(String text) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new GZIPOutputStream(bytes)) {
      zip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}
