package io.dataplat.jobs.run;

import java.util.Locale;

/** What a run came to. */
public enum RunStatus {
  /** The tables changed. */
  PUBLISHED,
  /** The same plan had already published the same input. */
  UNCHANGED,
  /** An expectation or a check failed; no table changed. */
  FAILED;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
