package io.dataplat.jobs.write;

import io.dataplat.jobplan.TechnicalColumns;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.TypeUtils;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import scala.math.Ordering;

/**
 * What the rows of {@link VersionChain} say of an event: where each part stands.
 *
 * @param keys the columns of the key
 */
record EventColumns(
    StructType schema,
    List<Integer> keys,
    int at,
    int rank,
    int order,
    int ends,
    int stored,
    int given,
    int place,
    int rest,
    int validTo,
    int lastEffective,
    int hash)
    implements Serializable {

  static final String AT = "_at";
  static final String RANK = "_rank";
  static final String ORDER = "_order";
  static final String ENDS = "_ends";
  static final String STORED = "_stored";
  static final String GIVEN = "_given";
  static final String PLACE = "_place";
  static final String REST = "_own_rest";

  static EventColumns of(StructType schema, List<String> keys) {
    return new EventColumns(
        schema,
        keys.stream().map(schema::fieldIndex).toList(),
        schema.fieldIndex(AT),
        schema.fieldIndex(RANK),
        schema.fieldIndex(ORDER),
        schema.fieldIndex(ENDS),
        schema.fieldIndex(STORED),
        schema.fieldIndex(GIVEN),
        schema.fieldIndex(PLACE),
        schema.fieldIndex(REST),
        schema.fieldIndex(TechnicalColumns.VALID_TO),
        schema.fieldIndex(TechnicalColumns.LAST_EFFECTIVE),
        schema.fieldIndex(TechnicalColumns.ROW_HASH));
  }

  DataType type(int column) {
    return schema.apply(column).dataType();
  }

  @Nullable Object value(InternalRow row, int column) {
    return row.get(column, type(column));
  }

  /** Compares values of a column as Spark does. */
  Ordering<Object> ordering(int column) {
    return TypeUtils.getInterpretedOrdering(type(column));
  }

  /** Whether two values are equal; two nulls are. */
  static boolean isEqual(Ordering<Object> ordering, @Nullable Object one, @Nullable Object other) {
    return (one == null || other == null) ? one == other : ordering.equiv(one, other);
  }

  /** Tells whether two rows have the same key. */
  SameKey sameKey() {
    return new SameKey(this, keys.stream().map(this::ordering).toList());
  }

  /** The equality of keys, with the orderings of their columns. */
  record SameKey(EventColumns columns, List<Ordering<Object>> orderings) {

    boolean test(InternalRow one, InternalRow other) {
      for (int i = 0; i < orderings.size(); i++) {
        var key = columns.keys.get(i);
        if (!isEqual(orderings.get(i), columns.value(one, key), columns.value(other, key))) {
          return false;
        }
      }
      return true;
    }
  }
}
