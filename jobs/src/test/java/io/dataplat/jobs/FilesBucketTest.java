package io.dataplat.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dataplat.jobplan.ReadMode;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.fixture.Columns;
import io.dataplat.jobs.fixture.FilesPlan;
import io.dataplat.jobs.fixture.Lake;
import io.dataplat.jobs.fixture.PlanFixture;
import io.dataplat.jobs.fixture.S3;
import io.dataplat.jobs.manifest.ManifestFile;
import io.dataplat.jobs.manifest.ManifestStore;
import io.dataplat.jobs.manifest.StagedBatch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files in a bucket, whose manifest the store itself replaces only under its condition. */
@Tag("slow")
class FilesBucketTest {

  @Test
  void aManifestIsReplacedOnlyByWhoHasSeenIt(@TempDir java.nio.file.Path folder)
      throws IOException, InterruptedException {
    try (var s3 = new S3(folder, "partners")) {
      var plan =
          FilesPlan.csv("out/orders/*.csv")
              .in(
                  new PlanFixture()
                      .bucket("partners", s3.endpoint())
                      .csv("files", ReadMode.FULL, "in/*.csv", Columns.amounts())
                      .output("orders", "files", WriteMode.OVERWRITE, "", Columns.amounts())
                      .build(),
                  "retail.orders");
      var lake = new Lake(folder);
      for (var day = 29; day < 32; day++) {
        s3.put(
            "partners",
            "in/a.csv",
            "id,amount\n%s,1\n".formatted(day).getBytes(StandardCharsets.UTF_8));
        var outcome = lake.run(plan, "2026-03-%sT01:00:00Z".formatted(day));
        assertThat(outcome.code()).as(outcome.err()).isEqualTo(ExitCode.SUCCESS);
      }

      var session = lake.session(plan);
      var place = new org.apache.hadoop.fs.Path("s3a://partners/out/orders");
      var store = ManifestStore.in(place, session.sparkContext().hadoopConfiguration());
      assertThat(store.read().version()).isEqualTo(3);
      assertThat(store.read().files()).extracting(ManifestFile::rows).containsExactly(1L);
      assertThat(store.read().earlier()).hasSize(1);
      var files = place.getFileSystem(session.sparkContext().hadoopConfiguration());
      assertThat(files.listStatus(place)).as("manifest, now, and before").hasSize(3);

      othersComeBetween(store);
    }
  }

  private static void othersComeBetween(ManifestStore store) {
    var looks = new AtomicInteger();
    store.update(
        now -> {
          if (looks.incrementAndGet() == 1) {
            store.update(each -> each.begin("theirs", new StagedBatch("they", "a", "a-*")));
          }
          return now.begin("ours", new StagedBatch("we", "b", "b-*"));
        });
    assertThat(looks).hasValue(2);
    assertThat(store.read().staged()).containsOnlyKeys("ours", "theirs");
    assertThatThrownBy(
            () ->
                store.update(
                    now -> {
                      var more = now.staged().size();
                      store.update(
                          each -> each.begin("x" + more, new StagedBatch("they", "a", "")));
                      return now.begin("ours", new StagedBatch("we", "c", "c-*"));
                    }))
        .isInstanceOf(JobFailure.class)
        .hasMessageContaining("another writer");
  }
}
