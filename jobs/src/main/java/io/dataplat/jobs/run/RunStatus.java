package io.dataplat.jobs.run;

import java.util.Locale;

/** What a run came to. */
public enum RunStatus {
  /** The tables changed. */
  PUBLISHED,
  /** The same plan had already published the same input. */
  UNCHANGED,
  /** There was no interval to process. */
  NOTHING_TO_DO,
  /** An input did not have the whole interval yet; no table changed. */
  NOT_READY,
  /** An expectation or a check failed; no table changed. */
  FAILED,
  /** An attempt before had published, in whole or in part, and had not told of it. */
  RECOVERED,
  /** The attempt ended without a word, before it published anything. */
  ABANDONED;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
