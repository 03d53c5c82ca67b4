package io.dataplat.maven;

import java.util.List;

/**
 * What libraries say through Maven's log: nothing in it is about the user's repository, so it would
 * only hide the findings.
 */
final class ForeignLogs {

  private static final List<String> LIBRARIES =
      List.of("org.apache.spark", "org.apache.hadoop", "org.sparkproject", "com.networknt");

  /** The properties that Maven 3 and Maven 4 read when a logger is made. */
  private static final List<String> PREFIXES =
      List.of("org.slf4j.simpleLogger.log.", "maven.logger.log.");

  private ForeignLogs() {}

  /** Silences the libraries, but for those whose level the user has set. */
  static void silence() {
    for (String prefix : PREFIXES) {
      for (String library : LIBRARIES) {
        if (System.getProperty(prefix + library) == null) {
          System.setProperty(prefix + library, "off");
        }
      }
    }
  }
}
