package io.dataplat.jobs.delta;

import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobplan.NewColumns;
import io.dataplat.jobplan.PartitionField;
import io.dataplat.jobplan.TechnicalColumns;
import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import io.dataplat.jobs.input.DeltaTable;
import io.dataplat.jobs.session.ColumnTypes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.jdk.javaapi.CollectionConverters;

/** Makes a Delta table follow its contract: created, or given new nullable columns. */
record DeltaContract(DeltaTable table, DatasetContract dataset) {

  void ensure() {
    var now = table.newest();
    if (now.version() < 0) {
      expectEmpty();
    }
    var schema = now.version() < 0 ? wanted() : evolved(now);
    var properties = new LinkedHashMap<>(DeltaTable.properties(now));
    properties.putAll(new DeltaProperties(dataset).all());
    if (now.version() < 0
        || !schema.equals(now.schema())
        || !properties.equals(DeltaTable.properties(now))) {
      var commit = new DeltaCommit(table, now);
      commit.describe(schema, partitions(now), properties);
      commit.run(List.of());
    }
  }

  // Delta's upkeep removes every file of the folder that its log does not know.
  private void expectEmpty() {
    try {
      var files = table.path().getFileSystem(table.log().newDeltaHadoopConf());
      if (files.exists(table.path())
          && Stream.of(files.listStatus(table.path()))
              .anyMatch(file -> !file.getPath().getName().equals(DeltaPlace.OWN_FOLDER))) {
        throw new JobFailure(
            ExitCode.STATE_REFUSED,
            "folder-not-empty",
            "the folder of the new table `%s` holds other files".formatted(table.name()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private StructType wanted() {
    return ColumnTypes.struct(dataset.columns())
        .add(TechnicalColumns.BATCH_ID, DataTypes.StringType);
  }

  private List<String> partitions(Snapshot now) {
    return now.version() < 0
        ? dataset.partitionBy().stream().map(PartitionField::column).toList()
        : CollectionConverters.asJava(now.metadata().partitionColumns());
  }

  private StructType evolved(Snapshot now) {
    var missing = byName(now.schema());
    var schema = now.schema();
    for (var column : dataset.columns()) {
      var field = missing.remove(column.name().toLowerCase(Locale.ROOT));
      if (field == null) {
        schema = schema.add(added(column));
      } else {
        compare(column, field);
      }
    }
    if (missing.remove(TechnicalColumns.BATCH_ID) == null) {
      if (now.numOfFiles() > 0) {
        throw refused("its rows were written without `" + TechnicalColumns.BATCH_ID + "`");
      }
      schema = schema.add(TechnicalColumns.BATCH_ID, DataTypes.StringType);
    }
    if (!missing.isEmpty()) {
      throw refused(
          "the contract no longer has the column `" + missing.keySet().iterator().next() + "`");
    }
    return schema;
  }

  private static Map<String, StructField> byName(StructType schema) {
    var fields = new LinkedHashMap<String, StructField>();
    for (var field : schema.fields()) {
      fields.put(field.name().toLowerCase(Locale.ROOT), field);
    }
    return fields;
  }

  private StructField added(ContractColumn column) {
    if (!column.nullable()) {
      throw refused("the new column `" + column.name() + "` is not nullable");
    }
    if (dataset.newColumns() == NewColumns.FREEZE) {
      throw refused(
          "the contract has the new column `"
              + column.name()
              + "`, and `schemaChange.columns` is `freeze`");
    }
    return DataTypes.createStructField(column.name(), ColumnTypes.of(column), true);
  }

  // To widen a type, Delta needs a feature that many readers of a table lack.
  private void compare(ContractColumn column, StructField field) {
    var type = ColumnTypes.of(column);
    if (!field.dataType().asNullable().equals(type.asNullable())) {
      throw refused(
          "`%s` was `%s` and is `%s`, and the types of a Delta table stay"
              .formatted(column.name(), field.dataType().sql(), type.sql()));
    }
  }

  private JobFailure refused(String what) {
    return new JobFailure(
        ExitCode.STATE_REFUSED, "incompatible-contract-change", "`" + dataset.id() + "`: " + what);
  }
}
