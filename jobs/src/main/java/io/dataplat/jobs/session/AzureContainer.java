package io.dataplat.jobs.session;

import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.azurebfs.AzureBlobFileSystem;

/** A container of Azure's with settings of its own, which the connector knows for accounts only. */
public class AzureContainer extends AzureBlobFileSystem {

  @Override
  public void initialize(URI container, Configuration all) throws IOException {
    super.initialize(container, StoreSettings.of(container, all));
  }
}
