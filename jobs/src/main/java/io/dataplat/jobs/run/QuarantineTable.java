package io.dataplat.jobs.run;

import static org.apache.iceberg.expressions.Expressions.equal;

import io.dataplat.jobplan.BatchId;
import io.dataplat.jobplan.Identity;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.LedgerKey;
import io.dataplat.jobplan.Quarantine;
import io.dataplat.jobplan.QuarantineColumn;
import io.dataplat.jobplan.StagingBranch;
import io.dataplat.jobplan.TechnicalColumns;
import io.dataplat.jobs.session.ColumnTypes;
import io.dataplat.jobs.session.Names;
import io.dataplat.jobs.write.Branch;
import io.dataplat.jobs.write.Ledger;
import io.dataplat.jobs.write.TargetTable;
import java.util.List;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.SerializableTable;
import org.apache.iceberg.Table;
import org.apache.spark.sql.SparkSession;

/** The quarantine table of a task; a batch that runs again replaces its rows. */
public record QuarantineTable(SparkSession session, TargetTable table) {

  private static final String OUTPUT = "_quarantine";

  /** The table, made if it does not exist. */
  public static QuarantineTable ensure(SparkSession session, Quarantine quarantine) {
    var table = new TargetTable(session, Names.table(quarantine.connection(), quarantine.table()));
    if (!table.exists()) {
      create(session, quarantine, table);
    }
    return new QuarantineTable(session, table);
  }

  // Another run may come first.
  private static void create(SparkSession session, Quarantine quarantine, TargetTable table) {
    var namespace = Names.namespace(quarantine.connection(), quarantine.table());
    if (!namespace.isEmpty()) {
      session.sql("CREATE NAMESPACE IF NOT EXISTS " + namespace);
    }
    session.sql(
        "CREATE TABLE IF NOT EXISTS %s (%s) USING iceberg TBLPROPERTIES ('format-version'='2', '%s'='full')"
            .formatted(
                table.name(),
                ColumnTypes.quarantine().toDDL(),
                "write.metadata.metrics.column." + TechnicalColumns.BATCH_ID));
  }

  /** The table as tasks can use it. */
  public Table forTasks() {
    return SerializableTable.copyOf(table.load());
  }

  /**
   * Stages what the tasks of a batch have set aside, in place of what it had before. Rows of an
   * output that an earlier attempt published stay, for they are not judged again.
   */
  public Branch stage(
      BatchId batch, JobPlan plan, List<StagedOutput> staged, List<DataFile> files) {
    return stage(batch, plan, staged, files, List.of());
  }

  /** The same for a batch that stands for others too, whose rows meet a condition. */
  Branch stage(
      BatchId batch,
      JobPlan plan,
      List<StagedOutput> staged,
      List<DataFile> files,
      List<String> isReplaced) {
    var branch = Branch.create(table, StagingBranch.of(StagingBranch.PATTERN, batch, OUTPUT));
    if (branch.base().isPresent()
        && branch.mayHave(equal(TechnicalColumns.BATCH_ID, batch.value()))) {
      session.sql(
          "DELETE FROM %s WHERE %s = %s AND %s"
              .formatted(
                  branch.sql(),
                  TechnicalColumns.BATCH_ID,
                  Names.literal(batch.value()),
                  isJudgedAgain(plan, staged)));
    }
    if (branch.base().isPresent()) {
      isReplaced.forEach(rows -> session.sql("DELETE FROM " + branch.sql() + " WHERE " + rows));
    }
    if (!files.isEmpty()) {
      var append = table.load().newAppend().toBranch(branch.name());
      files.forEach(append::appendFile);
      append.commit();
    }
    return branch;
  }

  /** The batch that was published last. */
  Ledger ledger(Identity identity) {
    return Ledger.parse(table.load().properties().get(ledgerKey(identity)));
  }

  private static String isJudgedAgain(JobPlan plan, List<StagedOutput> staged) {
    var again = staged.stream().map(output -> output.target().output()).toList();
    var done =
        plan.outputs().stream()
            .filter(output -> !again.contains(output))
            .map(output -> Names.literal("output:" + output.id()))
            .toList();
    return done.isEmpty()
        ? "true"
        : QuarantineColumn.GATE.column() + " NOT IN (" + String.join(", ", done) + ")";
  }

  /** The property that names the batch published last. */
  public static String ledgerKey(Identity identity) {
    return LedgerKey.of(identity, OUTPUT);
  }
}
