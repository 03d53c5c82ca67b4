package io.dataplat.jobs.write;

import static org.apache.iceberg.expressions.Expressions.equal;

import io.dataplat.jobplan.BatchId;
import io.dataplat.jobplan.Classification;
import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobplan.Deletes;
import io.dataplat.jobplan.Location;
import io.dataplat.jobplan.OnInvalid;
import io.dataplat.jobplan.TechnicalColumns;
import io.dataplat.jobplan.Write;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.session.Names;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;
import org.apache.spark.sql.types.DataType;

/**
 * Which keys of a table are gone and since when, in a table beside it (semantics 5.8). A batch adds
 * its deletes and a re-run replaces them, so that the table does not depend on the order of
 * batches.
 */
public record Tombstones(
    SparkSession session, DatasetContract dataset, Write write, BatchId batch, Branch branch) {

  /** The property that says how far tombstones were removed: older changes cannot be judged. */
  public static final String REMOVED_BEFORE = "dataplat.tombstones.removed-before";

  /** The table of a dataset, made if it does not exist. */
  public static TargetTable ensure(SparkSession session, DatasetContract dataset, Write write) {
    return new TableContract(session, contract(dataset, write)).ensure();
  }

  /** The tombstones of a new stage. */
  static Optional<Tombstones> open(StageRequest request) {
    return of(request, table -> Branch.create(table, request.name(), request.owner()));
  }

  /** Those that an earlier attempt has staged under a name. */
  static Optional<Tombstones> left(StageRequest request, String name) {
    return of(request, table -> new Branch(table, name, Optional.empty()));
  }

  private static Optional<Tombstones> of(
      StageRequest request, Function<TargetTable, Branch> branch) {
    var dataset = request.dataset();
    var write = request.write();
    return write
        .deletes()
        .map(deletes -> ensure(request.session(), dataset, write))
        .map(branch)
        .map(each -> new Tombstones(request.session(), dataset, write, request.batch(), each));
  }

  /**
   * Makes the deletes count. A run that dies after this is run again: until then the table is as it
   * was, and deletes that are known too early end nothing that would not end.
   */
  void publish(String ledgerKey, LedgerEntry published) {
    var entry =
        new LedgerEntry(
            published.planHash(),
            published.fingerprint(),
            published.start(),
            published.end(),
            branch.snapshot(),
            branch.sequenceNumber(),
            published.runId(),
            Map.of());
    branch.publish(ledgerKey, Ledger.EMPTY.with(batch.value(), entry).text());
  }

  private static DatasetContract contract(DatasetContract dataset, Write write) {
    return new DatasetContract(
        Deletes.tombstones(dataset.id()),
        dataset.version(),
        dataset.connection(),
        Location.ofTable(Deletes.tombstones(dataset.location().table().orElseThrow())),
        dataset.format(),
        Map.of(),
        dataset.timezone(),
        Optional.empty(),
        columns(dataset, write),
        List.of(),
        List.of(),
        OnInvalid.QUARANTINE,
        dataset.onUnknownColumn(),
        dataset.newColumns(),
        dataset.types(),
        Optional.empty(),
        dataset.writer());
  }

  private static List<ContractColumn> columns(DatasetContract dataset, Write write) {
    var columns = new ArrayList<ContractColumn>();
    write.keys().forEach(name -> columns.add(dataset.column(name).orElseThrow()));
    if (write.mode() == WriteMode.SCD2) {
      columns.add(validFrom(dataset, write));
    }
    write.sequenceBy().forEach(name -> columns.add(dataset.column(name).orElseThrow()));
    return columns;
  }

  private static ContractColumn validFrom(DatasetContract dataset, Write write) {
    return ContractColumn.plain(
        TechnicalColumns.VALID_FROM,
        TechnicalSchema.time(dataset, write).sql(),
        true,
        Classification.INTERNAL);
  }

  private Stream<String> stored() {
    return Stream.concat(
        columns(dataset, write).stream().map(ContractColumn::name),
        Stream.of(TechnicalColumns.BATCH_ID));
  }

  private String isThisBatch() {
    return TechnicalColumns.BATCH_ID + " = " + Names.literal(batch.value());
  }

  private String keys() {
    return write.keys().stream().map(Names::quote).collect(Collectors.joining(", "));
  }

  /** Before which time tombstones may be missing; empty if none was ever removed. */
  Optional<Instant> removedBefore() {
    return Optional.ofNullable(branch.table().load().properties().get(REMOVED_BEFORE))
        .map(Instant::parse);
  }

  /** Whether this batch may have tombstones of an earlier run. */
  boolean mayHaveBatch() {
    return branch.base().isPresent()
        && branch.mayHave(equal(TechnicalColumns.BATCH_ID, batch.value()));
  }

  /** The greatest of some columns for each key, over the deletes of other batches. */
  String greatest(String value, String name) {
    return "SELECT %1$s, max(%2$s) AS %3$s FROM %4$s t WHERE NOT (%5$s) GROUP BY %1$s"
        .formatted(keys(), value, name, branch.sql(), isThisBatch());
  }

  /** The keys that this batch had deleted before. */
  String keysOfThisBatch() {
    return "SELECT %s FROM %s WHERE %s".formatted(keys(), branch.sql(), isThisBatch());
  }

  /** All deletes as rows of the table, for SQL: the columns that they lack are null. */
  String asChanges(Map<String, DataType> columns) {
    var names = stored().toList();
    var values =
        columns.entrySet().stream()
            .map(
                column ->
                    names.contains(column.getKey())
                        ? Names.quote(column.getKey())
                        : "CAST(NULL AS %s) AS %s"
                            .formatted(column.getValue().sql(), Names.quote(column.getKey())));
    return "(SELECT %s, true AS %s FROM %s)"
        .formatted(
            values.collect(Collectors.joining(", ")), TechnicalColumns.IS_DELETE, branch.sql());
  }

  /** Puts the deletes among the staged changes in the place of what the batch had before. */
  void replace(Dataset<Row> changes) {
    if (mayHaveBatch()) {
      session.sql("DELETE FROM " + branch.sql() + " WHERE " + isThisBatch());
    }
    var names = stored().map(Names::quote).toArray(String[]::new);
    try {
      changes.where(TechnicalColumns.IS_DELETE).selectExpr(names).writeTo(branch.sql()).append();
    } catch (NoSuchTableException e) {
      throw new IllegalStateException("the table vanished while it was written", e);
    }
  }
}
