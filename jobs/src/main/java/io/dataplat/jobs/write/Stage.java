package io.dataplat.jobs.write;

import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One batch of one output beside what readers see, until it is published or dropped. Every place of
 * outputs has its own way of keeping it there.
 */
public interface Stage {

  /** Brings a fresh stage to the state that the batch is to be staged on. */
  default void prepare() {}

  /** The greatest time that each key has seen, where a change must not be older. */
  default Optional<Dataset<Row>> lastEffective() {
    return Optional.empty();
  }

  /** Which changes cannot be judged any more; empty if all can. */
  default Optional<EarlierDeletes> earlierDeletes() {
    return Optional.empty();
  }

  /** Deletes the rows of batches that this one stands for, too. */
  default void delete(String condition) {
    throw onlyInCatalogs();
  }

  /** Deletes the rows of groups, whose columns have the names of the output's. */
  default void deleteGroups(Dataset<Row> groups) {
    throw onlyInCatalogs();
  }

  /** Stages the rows in the way of the write mode. */
  Staged stage(Dataset<Row> rows);

  /** The rows of this batch, once it is published. */
  default Dataset<Row> ofThisBatch() {
    throw onlyInCatalogs();
  }

  /** All other rows, as they will be then. */
  default Dataset<Row> ofOtherBatches() {
    throw onlyInCatalogs();
  }

  private static IllegalStateException onlyInCatalogs() {
    return new IllegalStateException("a plan that was judged asks this of tables of catalogs only");
  }

  /** The version that readers will see, as the ledger names it; 0 where nobody counts them. */
  default long snapshot() {
    return 0;
  }

  /** The place of that version in the order of all. */
  default long sequenceNumber() {
    return 0;
  }

  /**
   * Shows the batch to readers and moves the ledger, in one step.
   *
   * @param seen the ledger that the batch was staged on; if it is another by now, nothing happens
   */
  void publish(String ledgerKey, Ledger ledger, Ledger seen);

  /** Throws away what is staged. */
  void drop();

  /** Removes what staging needed besides, whatever became of the batch. */
  void clean();
}
