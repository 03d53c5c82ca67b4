package io.dataplat.jobplan;

import java.nio.charset.StandardCharsets;

/** The branch of a table on which a batch is staged before it is published. */
public final class StagingBranch {

  /** The pattern that a plan carries; the job fills in the hash of batch id and output. */
  public static final String PATTERN = "dataplat_{hash}";

  private static final int DIGITS = 32;

  private StagingBranch() {}

  /** The branch of one batch of one output. */
  public static String of(String pattern, BatchId batch, String output) {
    var hash = Sha256.hex((batch + "\n" + output).getBytes(StandardCharsets.UTF_8));
    return pattern.replace("{hash}", hash.substring(0, DIGITS));
  }
}
