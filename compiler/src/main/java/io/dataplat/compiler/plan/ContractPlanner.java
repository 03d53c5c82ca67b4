package io.dataplat.compiler.plan;

import io.dataplat.compiler.model.Column;
import io.dataplat.compiler.model.Connection.Place;
import io.dataplat.compiler.model.Dataset;
import io.dataplat.compiler.model.DatasetId;
import io.dataplat.compiler.model.Environment.Secret;
import io.dataplat.compiler.model.Sourced;
import io.dataplat.compiler.model.Storage;
import io.dataplat.jobplan.Classification;
import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobplan.Format;
import io.dataplat.jobplan.Generalization;
import io.dataplat.jobplan.Generated;
import io.dataplat.jobplan.Location;
import io.dataplat.jobplan.Mask;
import io.dataplat.jobplan.MaskMethod;
import io.dataplat.jobplan.NewColumns;
import io.dataplat.jobplan.OnInvalid;
import io.dataplat.jobplan.OnUnknownColumn;
import io.dataplat.jobplan.PartitionField;
import io.dataplat.jobplan.TimeUnit;
import io.dataplat.jobplan.Transform;
import io.dataplat.jobplan.TypeChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Writes dataset contracts into a job plan. */
final class ContractPlanner {

  // Until token domains and key rotation are part of the language (semantics 13).
  private static final String KEY_ID = "k1";

  private ContractPlanner() {}

  static DatasetContract contract(Dataset dataset, Map<DatasetId, String> writers) {
    Storage storage = dataset.storage();
    return new DatasetContract(
        dataset.id().toString(),
        dataset.version().value(),
        storage.connection().name(),
        location(storage),
        format(storage),
        options(storage),
        timezone(storage),
        dataset.timeColumn().map(Sourced::value),
        columns(dataset.columns()),
        partitions(storage),
        List.of(),
        OnInvalid.valueOf(dataset.onInvalid().value().name()),
        onUnknownColumn(dataset),
        NewColumns.valueOf(dataset.schemaChange().columns().value().name()),
        TypeChange.valueOf(dataset.schemaChange().types().value().name()),
        Optional.empty(),
        Optional.ofNullable(writers.get(dataset.id())));
  }

  // A table of a task here has no rows with more than its contract.
  private static OnUnknownColumn onUnknownColumn(Dataset dataset) {
    var policy = OnUnknownColumn.valueOf(dataset.onUnknownColumn().value().name());
    var isOurs = dataset.layer().value() != Dataset.Layer.SOURCE;
    return isOurs && policy.isByRow() ? OnUnknownColumn.WARN : policy;
  }

  private static Location location(Storage storage) {
    if (storage instanceof Storage.AnyTable table) {
      return Location.ofTable(table.name().value());
    }
    if (storage instanceof Storage.KeyValue keys) {
      return Location.ofKeys(keys.prefix());
    }
    return storage instanceof Storage.Files files
        ? Location.ofPath(files.path().value())
        : Location.ofTopic(((Storage.Topic) storage).name().value());
  }

  private static Format format(Storage storage) {
    if (storage instanceof Storage.Files files) {
      return Format.valueOf(files.format().value().name());
    }
    if (storage instanceof Storage.DatabaseTable) {
      var isMysql = storage.connection().place() instanceof Place.Mysql;
      return isMysql ? Format.MYSQL : Format.POSTGRESQL;
    }
    if (storage instanceof Storage.KeyValue) {
      return Format.REDIS;
    }
    if (storage instanceof Storage.DeltaTable) {
      return Format.DELTA;
    }
    return storage instanceof Storage.Table ? Format.ICEBERG : Format.JSON;
  }

  private static Map<String, String> options(Storage storage) {
    var options = new TreeMap<String, String>();
    if (storage instanceof Storage.Files files && files.format().value() == Storage.Format.CSV) {
      Storage.Csv csv = files.csv();
      options.put("header", Boolean.toString(csv.header()));
      options.put("delimiter", csv.delimiter());
      options.put("quote", csv.quote());
      options.put("escape", csv.escape());
      options.put("encoding", csv.encoding());
      options.put("nullValue", csv.nullValue());
      options.put("dateFormat", csv.dateFormat());
      csv.timestampFormat().ifPresent(format -> options.put("timestampFormat", format));
      if (csv.multiline()) {
        options.put("multiline", "true");
      }
      if (csv.trim()) {
        options.put("trim", "true");
      }
    }
    if (storage instanceof Storage.Files files) {
      files.fixedWidth().map(FixedWidthOptions::of).ifPresent(options::putAll);
    }
    return options;
  }

  private static Optional<String> timezone(Storage storage) {
    return storage instanceof Storage.Files files
        ? Optional.of(files.timezone().value().getId())
        : Optional.empty();
  }

  private static List<PartitionField> partitions(Storage storage) {
    if (storage instanceof Storage.DeltaTable table) {
      return partitions(table.partitionBy());
    }
    return storage instanceof Storage.Table table ? partitions(table.partitionBy()) : List.of();
  }

  private static List<PartitionField> partitions(List<Sourced<Storage.Partition>> partitions) {
    return partitions.stream().map(Sourced::value).map(ContractPlanner::partition).toList();
  }

  private static PartitionField partition(Storage.Partition partition) {
    return new PartitionField(
        Transform.valueOf(partition.transform().name()),
        partition.column(),
        partition.buckets() == 0 ? Optional.empty() : Optional.of(partition.buckets()));
  }

  private static List<ContractColumn> columns(List<Column> columns) {
    List<ContractColumn> planned = new ArrayList<>();
    int keys = 0;
    for (Column column : columns) {
      planned.add(column(column, column.key() ? Optional.of(++keys) : Optional.empty()));
    }
    return planned;
  }

  private static ContractColumn column(Column column, Optional<Integer> key) {
    return new ContractColumn(
        column.name(),
        column.sourceName(),
        Optional.empty(),
        column.type().value(),
        column.nullable(),
        key,
        Classification.valueOf(column.classification().name()),
        column.generated().map(generated -> Generated.valueOf(generated.value().name())),
        column.fields().isEmpty() ? Optional.empty() : Optional.of(columns(column.fields())),
        texts(column.allowedValues()),
        column.pattern().map(Sourced::value),
        texts(column.examples()),
        column.mask().map(ContractPlanner::mask));
  }

  private static Mask mask(Column.Mask mask) {
    Optional<String> secret = mask.secret().map(value -> value.value().name());
    return new Mask(
        MaskMethod.valueOf(mask.method().name()),
        mask.secret().map(value -> file(value.value())),
        mask.keep(),
        generalization(mask),
        secret.orElse(""),
        KEY_ID);
  }

  private static Optional<Generalization> generalization(Column.Mask mask) {
    return mask.method() != Column.Mask.Method.GENERALIZE
        ? Optional.empty()
        : Optional.of(
            new Generalization(
                mask.unit().map(unit -> TimeUnit.valueOf(unit.value().name())),
                mask.step().map(Sourced::value),
                mask.prefix().map(Sourced::value)));
  }

  private static String file(Secret secret) {
    return TaskSecrets.file(secret, secret.properties().get(0).value());
  }

  private static List<String> texts(List<Sourced<Object>> values) {
    return values.stream().map(value -> String.valueOf(value.value())).toList();
  }
}
