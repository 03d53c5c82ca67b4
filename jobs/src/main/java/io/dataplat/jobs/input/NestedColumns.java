package io.dataplat.jobs.input;

import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.when;

import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobs.session.ColumnTypes;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/** Columns of a file in the types of their contract: Spark itself would take fields by position. */
final class NestedColumns {

  private NestedColumns() {}

  /** A column of the contract, whose type in the file widens to the declared one. */
  static Column of(Column found, DataType type, ContractColumn column) {
    return of(found, type, ColumnTypes.of(column), column.fields().orElse(List.of()));
  }

  private static Column of(
      Column found, DataType type, DataType declared, List<ContractColumn> fields) {
    if (type.equals(declared)) {
      return found;
    }
    if (type instanceof StructType struct) {
      var columns =
          fields.stream().map(field -> field(found, struct, field)).toArray(Column[]::new);
      return when(found.isNotNull(), struct(columns)).cast(declared);
    }
    if (type instanceof ArrayType from && declared instanceof ArrayType to) {
      return transform(found, each -> of(each, from.elementType(), to.elementType(), fields))
          .cast(declared);
    }
    return found.cast(declared);
  }

  private static Column field(Column found, StructType struct, ContractColumn field) {
    var type = struct.apply(field.sourceName()).dataType();
    return of(found.getField(field.sourceName()), type, field).as(field.name());
  }
}
