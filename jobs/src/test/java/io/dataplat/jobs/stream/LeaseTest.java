package io.dataplat.jobs.stream;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dataplat.jobs.JobFailure;
import java.io.IOException;
import java.time.Duration;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
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
}
