package io.dataplat.jobplan;

/** The table property that holds the ledger of one output of one task. */
public final class LedgerKey {

  private LedgerKey() {}

  /** The key for an output. */
  public static String of(Identity identity, String output) {
    return "dataplat.ledger." + identity.taskId() + "." + output;
  }
}
