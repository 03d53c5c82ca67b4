package io.dataplat.jobs.input;

import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobplan.OnUnknownColumn;
import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import io.dataplat.jobs.session.ColumnTypes;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructType;

/**
 * Compares the columns of a file or table that has types with its contract: all must be there by
 * their exact names, nested ones too, and their types may only widen.
 *
 * @param widens whether every value of a stored type is one of a declared type
 */
record FileColumns(DatasetContract dataset, String place, BiPredicate<DataType, DataType> widens) {

  /** The columns of a file. */
  FileColumns(DatasetContract dataset, SourceFile file, BiPredicate<DataType, DataType> widens) {
    this(dataset, "the file `" + file.path() + "`", widens);
  }

  /** The columns that the contract lacks; refuses a file that does not fit. */
  Set<String> unknown(StructType found) {
    var unknown = new LinkedHashSet<String>();
    check("", found, dataset.columns(), unknown);
    if (!unknown.isEmpty() && dataset.onUnknownColumn() == OnUnknownColumn.FAIL) {
      throw refused("has the unknown column `" + unknown.iterator().next() + "`");
    }
    return unknown;
  }

  private void check(
      String parent, StructType found, List<ContractColumn> columns, Set<String> unknown) {
    var rest = new LinkedHashSet<>(List.of(found.fieldNames()));
    if (rest.size() < found.size()) {
      throw refused("names a column twice");
    }
    for (var column : columns) {
      var name = parent + column.sourceName();
      if (!rest.remove(column.sourceName())) {
        throw refused("has no column `" + name + "`");
      }
      var type = found.apply(column.sourceName()).dataType();
      var fields = column.fields().orElse(List.of());
      if (!fits(name, type, ColumnTypes.of(column), fields, unknown)) {
        throw refused(doesNotWiden(name, type, ColumnTypes.of(column)));
      }
    }
    rest.forEach(name -> unknown.add(parent + name));
  }

  private boolean fits(
      String name,
      DataType found,
      DataType declared,
      List<ContractColumn> fields,
      Set<String> unknown) {
    if (found instanceof StructType struct && declared instanceof StructType) {
      check(name + ".", struct, fields, unknown);
      return true;
    }
    if (found instanceof ArrayType from && declared instanceof ArrayType to) {
      return fits(name, from.elementType(), to.elementType(), fields, unknown);
    }
    if (found instanceof MapType from && declared instanceof MapType to) {
      return fits(name, from.keyType(), to.keyType(), List.of(), unknown)
          && fits(name, from.valueType(), to.valueType(), List.of(), unknown);
    }
    return widens.test(found, declared);
  }

  private static String doesNotWiden(String name, DataType found, DataType declared) {
    return found.equals(DataTypes.NullType)
        ? "has `%s` of a type that no column can have".formatted(name)
        : "has `%s` of the type `%s`, which does not widen to `%s`"
            .formatted(name, found.sql(), declared.sql());
  }

  private JobFailure refused(String what) {
    return new JobFailure(
        ExitCode.INPUT_REFUSED,
        "columns-not-as-contract",
        place + " of `" + dataset.id() + "` " + what);
  }
}
