package io.dataplat.jobs.write;

import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobplan.NewColumns;
import io.dataplat.jobplan.PartitionField;
import io.dataplat.jobplan.TechnicalColumns;
import io.dataplat.jobplan.TypeChange;
import io.dataplat.jobplan.Write;
import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import io.dataplat.jobs.session.ColumnTypes;
import io.dataplat.jobs.session.Names;
import io.dataplat.jobs.session.Widening;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.UpdateSchema;
import org.apache.iceberg.spark.SparkSchemaUtil;
import org.apache.iceberg.types.Type;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Makes a table follow its contract: created, or changed in ways that hurt no reader (5.12). */
public record TableContract(SparkSession session, DatasetContract dataset, Optional<Write> write) {

  private static final Set<String> CREATED_WITH = Set.of("format-version");

  /** The contract of a table that no output of the plan writes. */
  public TableContract(SparkSession session, DatasetContract dataset) {
    this(session, dataset, Optional.empty());
  }

  /** The table, as the contract says. */
  public TargetTable ensure() {
    var table = TargetTable.of(session, dataset);
    if (table.exists()) {
      evolve(table);
    } else {
      create(table);
    }
    return table;
  }

  private void create(TargetTable table) {
    createNamespace(session, dataset.connection(), dataset.location().table().orElseThrow());
    var columns =
        Stream.concat(
                dataset.columns().stream()
                    .map(column -> Names.quote(column.name()) + " " + ColumnTypes.of(column).sql()),
                TechnicalSchema.of(dataset, write).entrySet().stream()
                    .map(column -> column.getKey() + " " + column.getValue().sql()))
            .collect(Collectors.joining(", "));
    session.sql(
        "CREATE TABLE %s (%s) USING iceberg%s TBLPROPERTIES (%s)"
            .formatted(table.name(), columns, partitioning(), properties(schema())));
  }

  private Schema schema() {
    return SparkSchemaUtil.convert(ColumnTypes.struct(dataset.columns()));
  }

  /** Makes the namespace of a table, if the table has one. */
  static void createNamespace(SparkSession session, String connection, String table) {
    var namespace = Names.namespace(connection, table);
    if (!namespace.isEmpty()) {
      session.sql("CREATE NAMESPACE IF NOT EXISTS " + namespace);
    }
  }

  private String partitioning() {
    return dataset.partitionBy().isEmpty()
        ? ""
        : dataset.partitionBy().stream()
            .map(TableContract::transform)
            .collect(Collectors.joining(", ", " PARTITIONED BY (", ")"));
  }

  private static String transform(PartitionField field) {
    var column = Names.quote(field.column());
    return switch (field.transform()) {
      case IDENTITY -> column;
      case BUCKET -> "bucket(" + field.buckets().orElseThrow() + ", " + column + ")";
      case YEAR, MONTH, DAY, HOUR -> field.transform() + "s(" + column + ")";
    };
  }

  private String properties(Schema schema) {
    return new TableProperties(dataset, write)
        .of(schema).entrySet().stream()
            .map(entry -> Names.literal(entry.getKey()) + "=" + Names.literal(entry.getValue()))
            .collect(Collectors.joining(", "));
  }

  private void evolve(TargetTable target) {
    var table = target.load();
    var found = SparkSchemaUtil.convert(table.schema());
    var missing = byName(found);
    var update = table.updateSchema();
    for (var column : dataset.columns()) {
      var field = missing.remove(column.name().toLowerCase(Locale.ROOT));
      if (field == null) {
        add(update, column);
      } else {
        widen(update, column, field);
      }
    }
    addTechnical(table, missing, update);
    if (!missing.isEmpty()) {
      throw refused(
          "the contract no longer has the column `" + missing.keySet().iterator().next() + "`");
    }
    if (!update.apply().sameSchema(table.schema())) {
      update.commit();
    }
    followProperties(target.load());
  }

  // What a column is classified as may have changed since the table was made.
  private void followProperties(Table table) {
    var update = table.updateProperties();
    var wanted = new HashMap<>(new TableProperties(dataset, write).of(table.schema()));
    wanted.keySet().removeAll(CREATED_WITH);
    wanted.entrySet().removeAll(table.properties().entrySet());
    wanted.forEach(update::set);
    if (!wanted.isEmpty()) {
      update.commit();
    }
  }

  // What a mode keeps of rows cannot be known of those that another mode wrote.
  private void addTechnical(Table table, Map<String, StructField> missing, UpdateSchema update) {
    TechnicalSchema.of(dataset, write)
        .forEach(
            (name, type) -> {
              if (missing.remove(name) == null) {
                if (table.currentSnapshot() != null && !name.equals(TechnicalColumns.ROW_HASH)) {
                  throw refused("its rows were written without `" + name + "`");
                }
                update.addColumn(name, SparkSchemaUtil.convert(type));
              }
            });
  }

  private static Map<String, StructField> byName(StructType schema) {
    var fields = new LinkedHashMap<String, StructField>();
    for (var field : schema.fields()) {
      fields.put(field.name().toLowerCase(Locale.ROOT), field);
    }
    return fields;
  }

  private void add(UpdateSchema update, ContractColumn column) {
    if (!column.nullable()) {
      throw refused("the new column `" + column.name() + "` is not nullable");
    }
    if (dataset.newColumns() == NewColumns.FREEZE) {
      throw refused(
          "the contract has the new column `"
              + column.name()
              + "`, and `schemaChange.columns` is `freeze`");
    }
    update.addColumn(column.name(), SparkSchemaUtil.convert(ColumnTypes.of(column)));
  }

  private void widen(UpdateSchema update, ContractColumn column, StructField field) {
    // A table has no type of its own for each of Spark's: it keeps a smallint as an int.
    var type = SparkSchemaUtil.convert(SparkSchemaUtil.convert(ColumnTypes.of(column)));
    if (field.dataType().asNullable().equals(type.asNullable())) {
      return;
    }
    Type wider = SparkSchemaUtil.convert(type);
    if (!Widening.allows(field.dataType(), type) || !wider.isPrimitiveType()) {
      throw refused(
          "`%s` was `%s`, which does not widen to `%s`"
              .formatted(column.name(), field.dataType().sql(), type.sql()));
    }
    if (dataset.types() == TypeChange.FREEZE) {
      throw refused(
          "`%s` was `%s` and is `%s`, and `schemaChange.types` is `freeze`"
              .formatted(column.name(), field.dataType().sql(), type.sql()));
    }
    update.updateColumn(column.name(), wider.asPrimitiveType());
  }

  private JobFailure refused(String what) {
    return new JobFailure(
        ExitCode.STATE_REFUSED, "incompatible-contract-change", "`" + dataset.id() + "`: " + what);
  }
}
