package io.dataplat.sql.spark;

import io.dataplat.sql.FitProblem;
import io.dataplat.sql.SqlColumn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.spark.sql.catalyst.expressions.Cast$;
import org.apache.spark.sql.catalyst.parser.CatalystSqlParser;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegralType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/**
 * Which types may be stored in which, and what else keeps a result from fitting (semantics 3.6).
 */
final class StoreAssignment {
  private final CatalystSqlParser parser;

  StoreAssignment(CatalystSqlParser parser) {
    this.parser = parser;
  }

  List<FitProblem> fit(List<SqlColumn> delivered, List<SqlColumn> contract) {
    var given = byName(delivered);
    var wanted = byName(contract);
    var problems = new ArrayList<FitProblem>();
    wanted.forEach(
        (name, column) ->
            Optional.ofNullable(given.get(name))
                .ifPresentOrElse(
                    source -> typeProblem(source, column).ifPresent(problems::add),
                    () -> problems.add(missing(column, delivered, wanted))));
    for (var column : delivered) {
      if (!wanted.containsKey(DeclaredRelations.fold(column.name()))) {
        problems.add(extra(column, contract));
      }
    }
    return List.copyOf(problems);
  }

  private static Map<String, SqlColumn> byName(List<SqlColumn> columns) {
    var byName = new LinkedHashMap<String, SqlColumn>();
    columns.forEach(column -> byName.putIfAbsent(DeclaredRelations.fold(column.name()), column));
    return byName;
  }

  private static FitProblem missing(
      SqlColumn column, List<SqlColumn> delivered, Map<String, SqlColumn> wanted) {
    var spare =
        delivered.stream()
            .map(SqlColumn::name)
            .filter(name -> !wanted.containsKey(DeclaredRelations.fold(name)))
            .toList();
    var hint =
        NearNames.nearest(column.name(), spare)
            .map(name -> "did you mean `" + name + " AS " + column.name() + "`?")
            .orElse("select a value for it, of type `" + column.type() + "`");
    return new FitProblem(
        FitProblem.Kind.MISSING,
        column.name(),
        "column `" + column.name() + "` of the contract is not delivered",
        Optional.of(hint));
  }

  private static FitProblem extra(SqlColumn column, List<SqlColumn> contract) {
    var names = contract.stream().map(SqlColumn::name).toList();
    return new FitProblem(
        FitProblem.Kind.EXTRA,
        column.name(),
        "column `" + column.name() + "` is delivered, but the contract has none of that name",
        NearNames.hint(column.name(), names)
            .or(() -> Optional.of("leave it out, or add it to the contract")));
  }

  private Optional<FitProblem> typeProblem(SqlColumn source, SqlColumn target) {
    var from = parser.parseDataType(source.type());
    var to = parser.parseDataType(target.type());
    if (storable(from, to)) {
      return Optional.empty();
    }
    var hint =
        Cast$.MODULE$.canAnsiCast(from, to)
            ? "write `CAST(" + source.name() + " AS " + target.type() + ")` if that is meant"
            : "deliver `" + target.type() + "`, or change the contract";
    return Optional.of(
        new FitProblem(
            FitProblem.Kind.TYPE,
            target.name(),
            "column `"
                + target.name()
                + "` is delivered as `"
                + source.type()
                + "`, the contract wants `"
                + target.type()
                + "`: "
                + reason(from, to),
            Optional.of(hint)));
  }

  private static String reason(DataType from, DataType to) {
    if (losesDigits(from, to)) {
      return "decimals would be cut off";
    }
    if (mixesInstantAndLocalTime(from, to)) {
      return "one is an instant, the other a local time";
    }
    return "not assignable";
  }

  private static boolean storable(DataType from, DataType to) {
    if (from instanceof StructType source && to instanceof StructType target) {
      return structStorable(source, target);
    }
    if (from instanceof ArrayType source && to instanceof ArrayType target) {
      return storable(source.elementType(), target.elementType());
    }
    if (from instanceof MapType source && to instanceof MapType target) {
      return storable(source.keyType(), target.keyType())
          && storable(source.valueType(), target.valueType());
    }
    return Cast$.MODULE$.canANSIStoreAssign(from, to)
        && !losesDigits(from, to)
        && !mixesInstantAndLocalTime(from, to);
  }

  private static boolean structStorable(StructType source, StructType target) {
    var fields = new LinkedHashMap<String, StructField>();
    for (var field : source.fields()) {
      fields.put(DeclaredRelations.fold(field.name()), field);
    }
    for (var field : target.fields()) {
      var name = DeclaredRelations.fold(field.name());
      if (!fields.containsKey(name)
          || !storable(Objects.requireNonNull(fields.get(name)).dataType(), field.dataType())) {
        return false;
      }
    }
    return source.fields().length == target.fields().length;
  }

  private static boolean losesDigits(DataType from, DataType to) {
    var exact = to instanceof DecimalType || to instanceof IntegralType;
    if (from instanceof DoubleType || from instanceof FloatType) {
      return exact;
    }
    if (from instanceof DecimalType source) {
      return exact && source.scale() > (to instanceof DecimalType target ? target.scale() : 0);
    }
    return false;
  }

  private static boolean mixesInstantAndLocalTime(DataType from, DataType to) {
    return (from instanceof TimestampType && to instanceof TimestampNTZType)
        || (from instanceof TimestampNTZType && to instanceof TimestampType);
  }
}
