package io.dataplat.compiler.plan;

import io.dataplat.compiler.model.Storage;
import java.util.Map;
import java.util.TreeMap;

/** Writes how lines of fixed width are cut into the options of a dataset. */
final class FixedWidthOptions {

  private FixedWidthOptions() {}

  static Map<String, String> of(Storage.FixedWidth lines) {
    var options = new TreeMap<String, String>();
    options.put("header", Boolean.toString(lines.header()));
    options.put("encoding", lines.encoding());
    options.put("nullValue", lines.nullValue().value());
    options.put("dateFormat", lines.dateFormat());
    lines.timestampFormat().ifPresent(format -> options.put("timestampFormat", format));
    lines.length().ifPresent(length -> options.put("length", length.toString()));
    lines
        .fields()
        .forEach((column, place) -> options.put("field." + column, place.value().toString()));
    return options;
  }
}
