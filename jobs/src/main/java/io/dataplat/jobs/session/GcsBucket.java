package io.dataplat.jobs.session;

import com.google.cloud.hadoop.fs.gcs.GoogleHadoopFileSystem;
import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;

/**
 * A bucket of Google's with settings of its own, which the connector knows for all of them only.
 */
public final class GcsBucket extends GoogleHadoopFileSystem {

  @Override
  public void initialize(URI bucket, Configuration all) throws IOException {
    super.initialize(bucket, StoreSettings.of(bucket, all));
  }
}
