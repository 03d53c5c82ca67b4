package io.dataplat.compiler.backend;

import io.dataplat.compiler.model.Sourced;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Documents as their files will read, for approvals and for outside tools. */
public final class Printed {

  private Printed() {}

  /** Returns the documents one after the other, each below a line with its path. */
  public static String all(List<Document> documents) {
    return documents.stream()
        .map(document -> "# ==== " + document.path() + "\n" + text(document))
        .collect(Collectors.joining("\n"));
  }

  /** Returns the text of the file. */
  public static String text(Document document) {
    return DocumentPrinter.print(List.of(document)).get(0).content();
  }

  /** Returns the tree without the sources of its leaves. */
  @SuppressWarnings("unchecked")
  public static Map<String, Object> plain(Map<String, Object> tree) {
    return (Map<String, Object>) value(tree);
  }

  private static Object value(Object value) {
    if (value instanceof Sourced<?> sourced) {
      return sourced.value();
    }
    if (value instanceof Map<?, ?> map) {
      var plain = new LinkedHashMap<String, Object>();
      map.forEach((key, item) -> plain.put((String) key, value(item)));
      return plain;
    }
    return value instanceof List<?> list ? list.stream().map(Printed::value).toList() : value;
  }
}
