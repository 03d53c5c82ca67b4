package io.dataplat.jobplan;

import java.util.Map;

/** The settings that decide what the SQL of a plan means. */
public record Session(
    String timezone, boolean ansi, int shufflePartitions, Map<String, String> conf) {
  /** Copies what the caller may still change. */
  public Session {
    conf = Ordered.copyOf(conf);
  }
}
