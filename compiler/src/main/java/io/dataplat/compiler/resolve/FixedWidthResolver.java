package io.dataplat.compiler.resolve;

import io.dataplat.compiler.model.Sourced;
import io.dataplat.compiler.model.Storage;
import java.util.Map;
import java.util.TreeMap;

/** Finds out where the columns of a dataset lie in its lines. */
record FixedWidthResolver(ContractColumns columns) {

  Storage.FixedWidth resolve(Fields place) {
    return new Storage.FixedWidth(
        place.keySpan("fields"),
        fields(place),
        place.integer("length").map(Sourced::value),
        place.flag("header", false).value(),
        place.text("encoding", "UTF-8").value(),
        place.text("nullValue", ""),
        place.text("dateFormat", "yyyy-MM-dd").value(),
        place.text("timestampFormat").map(Sourced::value));
  }

  private Map<String, Sourced<Storage.Characters>> fields(Fields place) {
    var fields = new TreeMap<String, Sourced<Storage.Characters>>();
    place
        .texts("fields")
        .forEach(
            (name, text) ->
                columns
                    .find(place.below("fields").keySpan(name), name)
                    .ifPresent(
                        column -> fields.put(name, text.map(FixedWidthResolver::characters))));
    return fields;
  }

  private static Storage.Characters characters(String text) {
    var ends = text.split("-", 2);
    return new Storage.Characters(
        Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]));
  }
}
