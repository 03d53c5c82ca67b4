package io.dataplat.jobs.keyvalue;

import io.dataplat.jobplan.Connection;
import io.dataplat.jobplan.ConnectionType;
import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.Place;

/** What of a plan lies in key-value stores. */
public final class KeyValueStores {

  private KeyValueStores() {}

  /** Whether a dataset is in a key-value store. */
  public static boolean holds(JobPlan plan, DatasetContract dataset) {
    return plan.connection(dataset.connection()).filter(KeyValueStores::isStore).isPresent();
  }

  /** Whether a plan writes a store that comes with a local run. */
  public static boolean needsEmbedded(JobPlan plan) {
    return plan.connections().stream()
        .anyMatch(each -> isStore(each) && each.place() == Place.EMBEDDED);
  }

  private static boolean isStore(Connection connection) {
    return connection.type() == ConnectionType.KEY_VALUE;
  }
}
