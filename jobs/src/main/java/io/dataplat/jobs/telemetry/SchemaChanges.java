package io.dataplat.jobs.telemetry;

import io.dataplat.jobs.telemetry.RunRecord.SchemaChangeRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.types.TypeUtil;
import org.apache.iceberg.types.Types.NestedField;

/** What became of the columns of a table between two snapshots, each of which knows its schema. */
final class SchemaChanges {

  private SchemaChanges() {}

  /** The changes in the order of the columns; empty if one of the snapshots is gone. */
  static Optional<List<SchemaChangeRecord>> between(Table table, long before, long after) {
    return schema(table, before)
        .flatMap(old -> schema(table, after).map(found -> between(old, found)));
  }

  private static Optional<Schema> schema(Table table, long snapshot) {
    return Optional.ofNullable(table.snapshot(snapshot))
        .flatMap(found -> Optional.ofNullable(found.schemaId()))
        .flatMap(id -> Optional.ofNullable(table.schemas().get(id)));
  }

  private static List<SchemaChangeRecord> between(Schema before, Schema after) {
    var changes = new ArrayList<SchemaChangeRecord>();
    for (var field : TypeUtil.indexById(after.asStruct()).values()) {
      var name = after.findColumnName(field.fieldId());
      var old = Optional.ofNullable(before.findField(field.fieldId()));
      if (old.isEmpty() || isOtherType(old.get(), field)) {
        var from = old.map(NestedField::type).map(String::valueOf);
        changes.add(new SchemaChangeRecord(name, from, field.type().toString()));
      }
    }
    return List.copyOf(changes);
  }

  private static boolean isOtherType(NestedField old, NestedField field) {
    return field.type().isPrimitiveType() && !old.type().equals(field.type());
  }
}
