package io.dataplat.jobs.delta;

import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import io.dataplat.jobs.input.DeltaTable;
import io.dataplat.jobs.write.TargetTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.delta.DeltaOperations;
import org.apache.spark.sql.delta.OptimisticTransaction;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.types.StructType;
import scala.Option;
import scala.collection.immutable.Map$;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/** One commit on a version of a Delta table, which succeeds only as the very next version. */
final class DeltaCommit {

  private static final String RETRIES = "spark.databricks.delta.maxCommitAttempts";

  private final DeltaTable table;
  private final Snapshot base;
  private final OptimisticTransaction transaction;

  DeltaCommit(DeltaTable table, Snapshot base) {
    this.table = table;
    this.base = base;
    this.transaction = table.log().startTransaction(Option.empty(), Option.apply(base));
    transaction.readWholeTable();
  }

  /** Gives the table columns, partitions and properties; the partitions of a table stay. */
  void describe(StructType schema, List<String> partitions, Map<String, String> properties) {
    var before = transaction.metadata();
    transaction.updateMetadata(
        before.copy(
            before.id(),
            before.name(),
            before.description(),
            before.format(),
            schema.json(),
            CollectionConverters.asScala(partitions).toSeq(),
            Map$.MODULE$.from(CollectionConverters.asScala(properties)),
            before.createdTime()),
        false);
  }

  /** Sets one property of the table. */
  void set(String property, String value) {
    var properties = new LinkedHashMap<>(DeltaTable.properties(base));
    properties.put(property, value);
    describe(
        base.schema(), CollectionConverters.asJava(base.metadata().partitionColumns()), properties);
  }

  /** Commits, or fails because another writer came first. */
  void run(List<? extends Action> actions) {
    // Delta would try again on top of what others wrote, which this batch has not seen.
    table.session().conf().set(RETRIES, "0");
    Seq<Action> all = CollectionConverters.<Action>asScala(List.copyOf(actions)).toSeq();
    try {
      transaction.commit(all, DeltaOperations.ManualUpdate$.MODULE$);
    } catch (RuntimeException e) {
      if (table.newest().version() > base.version()) {
        throw overtaken(table);
      }
      throw e;
    }
  }

  static JobFailure overtaken(DeltaTable table) {
    return new JobFailure(
        ExitCode.CONCURRENT_WRITER,
        TargetTable.CONCURRENT_WRITER,
        "another writer changed the table `" + table.name() + "` while this run was staged");
  }
}
