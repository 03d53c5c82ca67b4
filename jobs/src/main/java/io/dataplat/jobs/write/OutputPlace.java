package io.dataplat.jobs.write;

import io.dataplat.jobs.JobFailure;
import java.util.Map;
import java.util.Optional;

/** Where an output is written, and what its ledger there says. */
public interface OutputPlace {

  /** The name of the place, for people. */
  String name();

  /** The version of it that readers see; empty if nobody counts them or nothing was written. */
  default Optional<Long> head() {
    return Optional.empty();
  }

  /** What was published by an output; empty before its first batch. */
  Ledger ledger(String ledgerKey);

  /** What is published there now. */
  default Published published(String ledgerKey, String batchId) {
    var ledger = ledger(ledgerKey);
    return new Published(ledger, ledger.find(batchId), Map.of());
  }

  /** The attempt that has staged under this name and never ended; empty if nothing is there. */
  Optional<String> owner(String stage);

  /** A new stage; what an earlier attempt left under its name is thrown away. */
  Stage open(StageRequest request);

  /** The failure of a run that another writer has overtaken. */
  JobFailure concurrentWriter();

  /**
   * The state of an output.
   *
   * @param entry the batch that was asked for, if it is published
   * @param summary what the place itself says of that batch
   */
  record Published(Ledger ledger, Optional<LedgerEntry> entry, Map<String, String> summary) {

    /** Copies what the caller may still change. */
    public Published {
      summary = Map.copyOf(summary);
    }
  }
}
