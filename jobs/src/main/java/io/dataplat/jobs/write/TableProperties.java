package io.dataplat.jobs.write;

import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobplan.TechnicalColumns;
import io.dataplat.jobplan.Write;
import io.dataplat.jobplan.WriteMode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.TypeUtil;

/** The properties that a contract gives to its table. */
record TableProperties(DatasetContract dataset, Optional<Write> write) {

  private static final String METRICS = "write.metadata.metrics.column.";
  private static final String STATISTICS = "write.parquet.stats-enabled.column.";

  /**
   * All of them, for a table with these columns.
   *
   * @return the values by the names that Iceberg gives them
   */
  Map<String, String> of(Schema schema) {
    var properties = new LinkedHashMap<String, String>(dataset.options());
    properties.put("format-version", "2");
    // Few rows change in files of many, and to write those anew costs twice as much.
    if (changesInPlace()) {
      properties.put("write.merge.mode", "merge-on-read");
    }
    // A batch is found and deleted by whole files only if the bounds of its id are not cut off.
    properties.put(METRICS + TechnicalColumns.BATCH_ID, "full");
    properties.putAll(withoutBounds(schema));
    return properties;
  }

  private boolean changesInPlace() {
    return write
        .filter(each -> EnumSet.of(WriteMode.SCD2, WriteMode.SNAPSHOT).contains(each.mode()))
        .isPresent();
  }

  // The bounds that a table and its files keep of columns are values of the data.
  private Map<String, String> withoutBounds(Schema schema) {
    var personal = personal(dataset.columns(), "");
    var properties = new LinkedHashMap<String, String>();
    TypeUtil.indexNameById(schema.asStruct())
        .forEach(
            (id, name) -> {
              if (schema.findType(id).isPrimitiveType()
                  && personal.stream().anyMatch(each -> (name + ".").startsWith(each + "."))) {
                properties.put(METRICS + name, "none");
                properties.put(STATISTICS + name, "false");
              }
            });
    return properties;
  }

  private static List<String> personal(List<ContractColumn> columns, String parent) {
    var names = new ArrayList<String>();
    for (var column : columns) {
      var name = parent + column.name();
      if (column.mask().isEmpty() && column.classification().isPersonal()) {
        names.add(name);
      }
      var inner = column.type().startsWith("array") ? name + ".element." : name + ".";
      names.addAll(personal(column.fields().orElse(List.of()), inner));
    }
    return names;
  }
}
