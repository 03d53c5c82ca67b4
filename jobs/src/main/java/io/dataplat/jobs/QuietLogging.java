package io.dataplat.jobs;

/**
 * Silences the logging of Spark and its libraries: their messages quote values of the data, and the
 * job says itself what it does. A configuration that the caller has named stays in force.
 */
public final class QuietLogging {

  private static final String PROPERTY = "log4j2.configurationFile";

  private QuietLogging() {}

  /** Takes effect if it is called before anything is logged. */
  public static void configure() {
    if (System.getProperty(PROPERTY) == null) {
      System.setProperty(PROPERTY, "classpath:io/dataplat/jobs/quiet-log4j2.properties");
    }
  }
}
