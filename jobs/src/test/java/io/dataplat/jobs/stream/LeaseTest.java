package io.dataplat.jobs.stream;

import static org.apache.hadoop.fs.Options.CreateFileOptionKeys.FS_OPTION_CREATE_CONDITIONAL_OVERWRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dataplat.jobs.JobFailure;
import io.dataplat.jobs.fixture.S3;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeaseTest {

  @Test
  void anOwnerThatSleptSeesAtALookThatAnotherHasTakenOver(@TempDir java.nio.file.Path folder)
      throws IOException {
    var local = FileSystem.getLocal(new Configuration()).getRawFileSystem();
    var files = new LeaseFiles(local, new Path(folder.toUri()));
    try (var lease = Lease.acquire(files, "sleeper", Duration.ofDays(1))) {
      assertThatCode(lease::confirm).doesNotThrowAnyException();

      files.create(lease.number() + 1, "{}");

      assertThatCode(lease::check).as("its next renewal is hours away").doesNotThrowAnyException();
      assertThatThrownBy(lease::confirm)
          .isInstanceOf(JobFailure.class)
          .hasMessageContaining("another instance has taken over");
    }
  }

  @Test
  @Tag("slow")
  void aNumberInABucketIsCreatedOnceByAPutThatTheStoreRefuses(@TempDir java.nio.file.Path folder)
      throws IOException, InterruptedException {
    try (var s3 = new S3(folder, "state");
        var bucket = bucket(s3)) {
      var leases = new Path("s3a://state/leases");
      var files = new LeaseFiles(bucket, leases);

      assertThat(bucket.hasPathCapability(leases, FS_OPTION_CREATE_CONDITIONAL_OVERWRITE)).isTrue();
      assertThat(files.create(1, "{}")).isTrue();
      assertThat(files.create(1, "{}")).isFalse();
      assertThat(files.create(2, "{}")).isTrue();
    }
  }

  /** Of this test alone: a kept one may be that of another test's server. */
  private static FileSystem bucket(S3 s3) throws IOException {
    var settings = new Configuration();
    settings.set("fs.s3a.endpoint", s3.endpoint());
    settings.set("fs.s3a.endpoint.region", "eu-central-1");
    settings.set("fs.s3a.path.style.access", "true");
    settings.set("fs.s3a.access.key", "key");
    settings.set("fs.s3a.secret.key", "secret");
    return FileSystem.newInstance(URI.create("s3a://state/"), settings);
  }
}
