package io.dataplat.jobs.telemetry;

import static org.apache.iceberg.expressions.Expressions.and;
import static org.apache.iceberg.expressions.Expressions.equal;
import static org.apache.iceberg.expressions.Expressions.in;

import io.dataplat.jobplan.Identity;
import io.dataplat.jobplan.PlanMode;
import io.dataplat.jobs.run.RunStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.PartitionKey;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.SupportsNamespaces;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.InternalRecordWrapper;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetWriter;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.parquet.Parquet;
import org.apache.iceberg.spark.Spark3Util;
import org.apache.spark.sql.SparkSession;

/**
 * The table of run records. It is written through Iceberg's own interface: for one row Spark would
 * plan longer than the rest of the work takes.
 */
record RecordTable(SparkSession session, String catalog, String name) {

  private static final int MOST_SNAPSHOTS = 500;
  private static final int KEPT_SNAPSHOTS = 50;
  private static final Schema SCHEMA = RecordSchema.of(RunRecord.class);

  // All tasks append here at once, and a batch is looked up by its whole id.
  private static final Map<String, String> PROPERTIES =
      Map.of(
          "format-version", "2",
          "commit.retry.num-retries", "20",
          "write.metadata.delete-after-commit.enabled", "true",
          "write.metadata.metrics.column.batch_id", "full");

  /** Adds a record. */
  void append(RunRecord record) {
    var table = ensure();
    table.newAppend().appendFile(write(table, record)).commit();
    if (table.currentSnapshot().sequenceNumber() % MOST_SNAPSHOTS == 0) {
      table
          .expireSnapshots()
          .expireOlderThan(System.currentTimeMillis())
          .retainLast(KEPT_SNAPSHOTS)
          .commit();
    }
  }

  /** Whether it was recorded that the same plan has published the same input as this batch. */
  boolean hasPublished(String batchId, String planHash, String fingerprint) {
    return has(batchId, and(equal("plan_hash", planHash), equal("fingerprint", fingerprint)));
  }

  /** Whether it was recorded that this batch was published. */
  boolean hasPublished(String batchId) {
    return has(batchId, Expressions.alwaysTrue());
  }

  private boolean has(String batchId, Expression same) {
    var iceberg = Spark3Util.loadIcebergCatalog(session, catalog);
    if (!iceberg.tableExists(identifier())) {
      return false;
    }
    try (var rows =
        IcebergGenerics.read(iceberg.loadTable(identifier()))
            .where(and(and(equal("batch_id", batchId), isPublished()), same))
            .select("run_id")
            .build()) {
      return rows.iterator().hasNext();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a batch had read of each input by alias, when it was published last. */
  Map<String, String> revisions(String batchId) {
    var iceberg = Spark3Util.loadIcebergCatalog(session, catalog);
    if (!iceberg.tableExists(identifier())) {
      return Map.of();
    }
    try (var rows =
        IcebergGenerics.read(iceberg.loadTable(identifier()))
            .where(and(equal("batch_id", batchId), isPublished()))
            .select("ended_at", "inputs")
            .build()) {
      var newest =
          StreamSupport.stream(rows.spliterator(), false)
              .max(Comparator.comparing(row -> (OffsetDateTime) row.getField("ended_at")));
      return newest.map(RecordTable::revisions).orElse(Map.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> revisions(Record row) {
    var revisions = new LinkedHashMap<String, String>();
    for (var input : (List<?>) row.getField("inputs")) {
      var revision = ((Record) input).getField("revision");
      if (revision != null) {
        revisions.put(String.valueOf(((Record) input).getField("alias")), revision.toString());
      }
    }
    return revisions;
  }

  private static Expression isPublished() {
    return in("status", RunStatus.PUBLISHED.toString(), RunStatus.RECOVERED.toString());
  }

  /** The instances of a stream that have a start and no end. */
  Set<String> unended(Identity task) {
    var iceberg = Spark3Util.loadIcebergCatalog(session, catalog);
    if (!iceberg.tableExists(identifier())) {
      return Set.of();
    }
    var isOfTask =
        and(
            and(equal("domain", task.domain()), equal("pipeline", task.pipeline())),
            and(equal("task", task.task()), equal("mode", PlanMode.STREAMING.toString())));
    var begun = new TreeSet<String>();
    var ended = new TreeSet<String>();
    try (var rows =
        IcebergGenerics.read(iceberg.loadTable(identifier()))
            .where(isOfTask)
            .select("run_id", "status")
            .build()) {
      rows.forEach(
          row ->
              (row.getField("status") == null ? begun : ended)
                  .add(String.valueOf(row.getField("run_id"))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    begun.removeAll(ended);
    return begun;
  }

  private TableIdentifier identifier() {
    return TableIdentifier.parse(name);
  }

  private Table ensure() {
    var iceberg = Spark3Util.loadIcebergCatalog(session, catalog);
    try {
      return evolved(iceberg.loadTable(identifier()));
    } catch (NoSuchTableException e) {
      return create(iceberg);
    }
  }

  // Another task may come first.
  private Table create(Catalog iceberg) {
    try {
      var namespace = identifier().namespace();
      if (iceberg instanceof SupportsNamespaces names && !names.namespaceExists(namespace)) {
        names.createNamespace(namespace);
      }
    } catch (AlreadyExistsException e) {
      // Then it is there.
    }
    try {
      var byMonth = PartitionSpec.builderFor(SCHEMA).month("tick").build();
      return iceberg.createTable(identifier(), SCHEMA, byMonth, PROPERTIES);
    } catch (AlreadyExistsException e) {
      return iceberg.loadTable(identifier());
    }
  }

  // A table that an earlier version of the job made lacks the columns that came later.
  private static Table evolved(Table table) {
    var update = table.updateSchema().unionByNameWith(SCHEMA);
    if (!update.apply().sameSchema(table.schema())) {
      update.commit();
      table.refresh();
    }
    return table;
  }

  private static DataFile write(Table table, RunRecord record) {
    var row = RecordSchema.row(table.schema().asStruct(), record);
    var key = new PartitionKey(table.spec(), table.schema());
    key.partition(new InternalRecordWrapper(table.schema().asStruct()).wrap(row));
    var place = table.locationProvider();
    var name = "run-" + UUID.randomUUID() + ".parquet";
    var file = table.io().newOutputFile(place.newDataLocation(table.spec(), key, name));
    try {
      DataWriter<Record> writer =
          Parquet.writeData(file)
              .forTable(table)
              .withPartition(key)
              .createWriterFunc(GenericParquetWriter::create)
              .build();
      try (writer) {
        writer.write(row);
      }
      return writer.toDataFile();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
