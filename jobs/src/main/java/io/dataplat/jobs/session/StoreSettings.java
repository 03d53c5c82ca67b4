package io.dataplat.jobs.session;

import java.net.URI;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;

/** Settings of one bucket or container, which those of another never meet. */
final class StoreSettings {

  // Spark shows every setting on its pages and in its logs, but none that bears this word.
  private static final String PREFIX = "dataplat.secret.";

  private StoreSettings() {}

  /** Keeps the settings of a store; no name of a store holds a slash. */
  static void put(Configuration all, String store, Map<String, String> settings) {
    settings.forEach((key, value) -> all.set(PREFIX + store + "/" + key, value));
  }

  /** The settings with which a store is opened. */
  static Configuration of(URI store, Configuration all) {
    var own = new Configuration(all);
    all.getPropsWithPrefix(PREFIX + store.getRawAuthority() + "/").forEach(own::set);
    return own;
  }
}
