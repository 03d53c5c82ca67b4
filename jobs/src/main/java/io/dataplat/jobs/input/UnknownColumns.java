package io.dataplat.jobs.input;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map_filter;
import static org.apache.spark.sql.functions.map_from_arrays;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.when;

import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobplan.Format;
import io.dataplat.jobplan.OnUnknownColumn;
import io.dataplat.jobplan.OnViolation;
import io.dataplat.jobs.gate.GateRule;
import io.dataplat.jobs.session.Names;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Reads files by contract, and beside it what they have more: files are read in groups with the
 * same unknown columns, as if the contract had these too, and those become texts in one map.
 *
 * @param found the columns of a file by their names in it
 * @param read reads files by a contract
 */
record UnknownColumns(
    DatasetContract dataset,
    Function<SourceFile, StructType> found,
    BiFunction<DatasetContract, List<SourceFile>, SourceRows> read) {

  private static final String RULE = "unknown-column";
  private static final Metadata NONE = Metadata.empty();
  private static final MapType TEXTS =
      DataTypes.createMapType(DataTypes.StringType, DataTypes.StringType);

  /** The columns of a contract, and what a source has beside them. */
  static StructType appendTo(StructType contract) {
    return contract.add(SourceColumns.UNKNOWN, TEXTS);
  }

  /** What becomes of a row that has more than its contract. */
  static Optional<GateRule> rule(DatasetContract dataset) {
    return switch (dataset.onUnknownColumn()) {
      case WARN, FAIL -> Optional.empty();
      case DISCARD_ROW ->
          Optional.of(
              GateRule.implicit(RULE, dataset.onInvalid(), col(SourceColumns.UNKNOWN).isNull()));
      case CAPTURE ->
          dataset
              .capturingColumn()
              .map(column -> col(Names.quote(column.name())).isNull())
              .map(check -> new GateRule(RULE, OnViolation.WARN, check));
    };
  }

  SourceRows read(List<SourceFile> files) {
    var groups = new ArrayList<SourceRows>();
    groups(files).forEach((unknown, some) -> groups.add(rows(unknown, some)));
    return new SourceRows(
        groups.stream().map(SourceRows::rows).reduce(Dataset::unionByName).orElseThrow(),
        groups.stream().flatMap(each -> each.unknownColumns().stream()).distinct().toList(),
        () -> groups.stream().flatMap(each -> each.unknownFields().get().stream()).toList());
  }

  private Map<List<StructField>, List<SourceFile>> groups(List<SourceFile> files) {
    var groups = new LinkedHashMap<List<StructField>, List<SourceFile>>();
    if (dataset.format() == Format.JSON || files.isEmpty()) {
      groups.put(List.of(), files);
    } else {
      files.forEach(
          file -> groups.computeIfAbsent(unknown(file), none -> new ArrayList<>()).add(file));
    }
    return groups;
  }

  // Where they stand in a file says nothing, so it shall not show in the map.
  private List<StructField> unknown(SourceFile file) {
    var known = dataset.sent().columns().stream().map(ContractColumn::sourceName).toList();
    return Stream.of(found.apply(file).fields())
        .filter(field -> !known.contains(field.name()))
        .map(field -> new StructField(field.name(), field.dataType().asNullable(), true, NONE))
        .sorted((one, other) -> one.name().compareTo(other.name()))
        .toList();
  }

  private SourceRows rows(List<StructField> unknown, List<SourceFile> files) {
    var columns = new ArrayList<>(dataset.sent().columns());
    var names = new ArrayList<String>();
    for (int i = 0; i < unknown.size(); i++) {
      columns.add(FoundType.column(place(i), unknown.get(i)));
      names.add(unknown.get(i).name());
    }
    var source = read.apply(dataset.sent().with(columns), files);
    names.addAll(source.unknownColumns());
    var texts = dataset.format() == Format.JSON ? col(SourceColumns.UNKNOWN) : texts(unknown);
    return new SourceRows(source.rows().select(columns(texts)), names, source.unknownFields());
  }

  private static String place(int number) {
    return SourceColumns.UNKNOWN + number;
  }

  private static Column texts(List<StructField> unknown) {
    if (unknown.isEmpty()) {
      return lit(null).cast(TEXTS);
    }
    var names = new Column[unknown.size()];
    var texts = new Column[unknown.size()];
    for (int i = 0; i < names.length; i++) {
      names[i] = lit(unknown.get(i).name());
      texts[i] = FoundType.text(col(place(i)), unknown.get(i).dataType());
    }
    var all = map_from_arrays(array(names), array(texts));
    var there = map_filter(all, (name, text) -> text.isNotNull());
    return when(size(there).gt(0), there);
  }

  private Column[] columns(Column texts) {
    var columns = new ArrayList<Column>();
    for (var column : dataset.columns()) {
      var isCapturing = dataset.capturingColumn().equals(Optional.of(column));
      columns.add((isCapturing ? texts : col(Names.quote(column.name()))).as(column.name()));
    }
    if (dataset.onUnknownColumn() == OnUnknownColumn.DISCARD_ROW) {
      columns.add(texts.as(SourceColumns.UNKNOWN));
    }
    SourceColumns.all().forEach(name -> columns.add(col(name)));
    return columns.toArray(Column[]::new);
  }
}
