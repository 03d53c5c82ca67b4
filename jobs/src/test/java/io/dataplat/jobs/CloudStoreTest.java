package io.dataplat.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.jobplan.ChangedFile;
import io.dataplat.jobplan.Connection;
import io.dataplat.jobplan.Format;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.Missing;
import io.dataplat.jobplan.OnInvalid;
import io.dataplat.jobplan.OnViolation;
import io.dataplat.jobplan.ReadMode;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.fixture.Azure;
import io.dataplat.jobs.fixture.CloudStore;
import io.dataplat.jobs.fixture.Columns;
import io.dataplat.jobs.fixture.Gcs;
import io.dataplat.jobs.fixture.Lake;
import io.dataplat.jobs.fixture.PlanFixture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files in the clouds of Google and Microsoft: the same pipeline, and another connection. */
@Tag("slow")
class CloudStoreTest {

  private static final String TICK = "2026-03-30T01:00:00Z";
  private static final String DAY = "/2026/03/29/";
  // Hadoop keeps a client for each bucket, so that no two parts of a test may use the same one.
  private static final String FORMATS = "formats";
  private static final String CHANGES = "changes";
  private static final String CLOSED = "closed";

  @Test
  void aBucketOfGooglesIsReadAsEveryOther(@TempDir Path folder)
      throws IOException, InterruptedException {
    try (var store = new Gcs(FORMATS, CHANGES, CLOSED)) {
      isReadAsEveryOther(store, folder);
    }
  }

  @Test
  void aContainerOfAzuresIsReadAsEveryOther(@TempDir Path folder)
      throws IOException, InterruptedException {
    try (var store = new Azure(CHANGES, FORMATS, CLOSED)) {
      isReadAsEveryOther(store, folder);
    }
  }

  private static void isReadAsEveryOther(CloudStore store, Path folder)
      throws IOException, InterruptedException {
    whoHasAnotherKeyIsRefused(store, folder.resolve("closed"));
    filesAreReadOnceTheirMarkersAreThere(store, folder.resolve("formats"));
    newFilesAreReadByTheirChanges(store, folder.resolve("changes"));
  }

  private static void whoHasAnotherKeyIsRefused(CloudStore store, Path folder)
      throws IOException, InterruptedException {
    put(store, CLOSED, "csv" + DAY + "_SUCCESS", "");
    var lake = store.unknown(new Lake(Files.createDirectory(folder)));

    var outcome = lake.run(formats(store.connection(CLOSED)), TICK);

    assertThat(outcome.code()).as(outcome.err()).isEqualTo(ExitCode.INPUT_REFUSED);
    assertThat(outcome.err()).contains("failed: store-refused: ", CLOSED, "credentials");
  }

  private static void filesAreReadOnceTheirMarkersAreThere(CloudStore store, Path folder)
      throws IOException, InterruptedException {
    var lake = store.known(new Lake(Files.createDirectory(folder)));
    var plan = formats(store.connection(FORMATS));
    put(store, FORMATS, "csv" + DAY + "a.csv", "id,amount\n1,1\n2,-2\n");
    put(store, FORMATS, "csv" + DAY + "_hidden.csv", "id,amount\n9,9\n");
    put(store, FORMATS, "json" + DAY + "a.json", "{\"id\": 3, \"amount\": 3}\n");
    lake.session(plan)
        .sql("SELECT 7L AS id, 70L AS amount")
        .coalesce(1)
        .write()
        .parquet(folder.resolve("made").toString());
    try (var files = Files.newDirectoryStream(folder.resolve("made"), "*.parquet")) {
      store.put(
          FORMATS, "in/parquet" + DAY + "a.parquet", Files.readAllBytes(files.iterator().next()));
    }

    var early = lake.run(plan, TICK);

    assertThat(early.code()).as(early.err()).isEqualTo(ExitCode.NOT_READY);
    for (var format : new String[] {"csv", "json", "parquet"}) {
      put(store, FORMATS, format + DAY + "_SUCCESS", "");
    }

    var outcome = lake.run(plan, TICK);

    assertThat(outcome.code()).as(outcome.err()).isEqualTo(ExitCode.SUCCESS);
    assertThat(outcome.out()).contains("read 2 = written 1 + quarantined 1");
    assertThat(
            lake.rows(
                plan,
                """
                SELECT id, amount FROM lakehouse.retail.csv
                UNION ALL SELECT id, amount FROM lakehouse.retail.json
                UNION ALL SELECT id, amount FROM lakehouse.retail.parquet
                """))
        .containsExactly("1|1", "3|3", "7|70");
    assertThat(store.refusedOnce()).contains("a.csv", "a.json", "a.parquet");
  }

  private static void newFilesAreReadByTheirChanges(CloudStore store, Path folder)
      throws IOException, InterruptedException {
    var lake = store.known(new Lake(Files.createDirectory(folder)));
    var plan =
        new PlanFixture()
            .landing(store.connection(CHANGES))
            .csv("files", ReadMode.CHANGES, "orders/*.csv", Columns.amounts())
            .files("PT0S", ChangedFile.FAIL)
            .output("orders", "files", WriteMode.APPEND, "", Columns.amounts())
            .build();
    put(store, CHANGES, "orders/a b+c.csv", "id,amount\n1,1\n");
    assertThat(lake.run(plan, TICK).out()).contains("read 1 = written 1");
    assertThat(lake.run(plan, TICK).out()).contains("status: nothing-to-do");

    put(store, CHANGES, "orders/b.csv", "id,amount\n2,2\n");

    assertThat(lake.run(plan, TICK).out()).contains("read 1 = written 1");
    put(store, CHANGES, "orders/b.csv", "id,amount\n3,3\n");
    assertThat(lake.run(plan, TICK).err()).as("as long, of another version").contains("b.csv");
    assertThat(lake.rows(plan, "SELECT id, amount FROM lakehouse.retail.orders"))
        .containsExactly("1|1", "2|2");
  }

  private static void put(CloudStore store, String bucket, String path, String text)
      throws IOException, InterruptedException {
    store.put(bucket, "in/" + path, text.getBytes(StandardCharsets.UTF_8));
  }

  private static JobPlan formats(Connection landing) {
    var fixture = new PlanFixture().landing(landing).daily();
    source(fixture, "csv", Format.CSV)
        .inputRule("not_negative", "amount >= 0", OnViolation.QUARANTINE);
    source(fixture, "json", Format.JSON);
    source(fixture, "parquet", Format.PARQUET);
    for (var alias : new String[] {"csv", "json", "parquet"}) {
      fixture.output(alias, alias, WriteMode.APPEND, "", Columns.amounts());
    }
    return fixture.build();
  }

  private static PlanFixture source(PlanFixture fixture, String alias, Format format) {
    return fixture
        .source(
            alias,
            ReadMode.INTERVAL,
            alias + "/{yyyy}/{MM}/{dd}/*." + alias,
            format,
            OnInvalid.QUARANTINE,
            Missing.FAIL,
            "",
            Columns.amounts())
        .marker("_SUCCESS");
  }
}
