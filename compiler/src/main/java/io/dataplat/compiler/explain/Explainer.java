package io.dataplat.compiler.explain;

import io.dataplat.compiler.backend.Document;
import io.dataplat.compiler.diagnostic.NearNames;
import io.dataplat.compiler.model.Sourced;
import io.dataplat.compiler.yaml.YamlNode;
import io.dataplat.compiler.yaml.YamlScalar;
import io.dataplat.compiler.yaml.YamlWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Says where a value of a generated file comes from: the winning line and all that it overrode. */
public final class Explainer {

  private final List<Document> documents;
  private final String outputRoot;
  private final Function<String, Optional<String>> sources;

  /**
   * @param outputRoot the folder in front of every document's path that a question may leave out
   * @param sources the text of a source file
   */
  public Explainer(
      List<Document> documents, String outputRoot, Function<String, Optional<String>> sources) {
    this.documents = List.copyOf(documents);
    this.outputRoot = outputRoot;
    this.sources = sources;
  }

  /**
   * Answers a question such as {@code prod/airflow/dags/retail/orders_daily/build.yaml:
   * spec.executor.instances}; without a field, lists the fields of the file that a source decides.
   */
  public Explanation explain(String question) {
    int colon = question.indexOf(':');
    String path = (colon < 0 ? question : question.substring(0, colon)).strip();
    String field = colon < 0 ? "" : question.substring(colon + 1).strip();
    return find(path).map(document -> explain(document, field)).orElseGet(() -> unknownFile(path));
  }

  private Optional<Document> find(String path) {
    return documents.stream()
        .filter(document -> document.path().equals(path))
        .findFirst()
        .or(
            () ->
                documents.stream()
                    .filter(document -> document.path().equals(outputRoot + "/" + path))
                    .findFirst());
  }

  private Explanation unknownFile(String path) {
    List<String> known = documents.stream().map(this::shortPath).toList();
    String hint =
        NearNames.nearest(path, known).map(near -> "\ndid you mean " + near + "?").orElse("");
    return new Explanation(false, "no generated file is called " + path + hint + "\n");
  }

  private String shortPath(Document document) {
    String prefix = outputRoot + "/";
    return document.path().startsWith(prefix)
        ? document.path().substring(prefix.length())
        : document.path();
  }

  private Explanation explain(Document document, String field) {
    Map<String, Sourced<?>> decided = new LinkedHashMap<>();
    if (document instanceof Document.Text text) {
      text.fields().forEach((name, value) -> include(decided, name, field, value));
    } else {
      Optional<Object> found = FieldPath.find(((Document.Tree) document).tree(), field);
      if (found.isEmpty()) {
        return new Explanation(false, shortPath(document) + " has no field " + field + "\n");
      }
      collect(found.get(), field, decided);
      if (decided.isEmpty()) {
        return new Explanation(true, fixed(document, field, found.get()));
      }
    }
    return decided.isEmpty()
        ? new Explanation(false, shortPath(document) + ": no source decides " + field + "\n")
        : new Explanation(true, print(document, decided));
  }

  private static void include(
      Map<String, Sourced<?>> decided, String name, String field, Sourced<?> value) {
    if (field.isEmpty() || name.equals(field) || name.startsWith(field + ".")) {
      decided.put(name, value);
    }
  }

  private static void collect(Object value, String path, Map<String, Sourced<?>> decided) {
    if (value instanceof Sourced<?> leaf) {
      decided.put(path, leaf);
    } else if (value instanceof Map<?, ?> map) {
      map.forEach((key, item) -> collect(item, join(path, String.valueOf(key)), decided));
    } else if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        collect(list.get(i), path + "[" + i + "]", decided);
      }
    }
  }

  private static String join(String path, String key) {
    String step = key.contains(".") ? "[\"" + key + "\"]" : key;
    return path.isEmpty() || step.startsWith("[") ? path + step : path + "." + step;
  }

  private String fixed(Document document, String field, Object value) {
    String text = value instanceof Map || value instanceof List ? "" : " = " + value;
    return shortPath(document)
        + ": "
        + field
        + text
        + "\n  decided by dataplat itself, in every environment\n"
        + "  the document comes from "
        + document.owner()
        + "\n";
  }

  private String print(Document document, Map<String, Sourced<?>> decided) {
    StringBuilder text = new StringBuilder(shortPath(document)).append('\n');
    decided.forEach((path, value) -> append(text, path, value));
    return text.toString();
  }

  private void append(StringBuilder text, String path, Sourced<?> value) {
    text.append("  ").append(path).append(" = ").append(value.value()).append('\n');
    if (value.sources().isEmpty()) {
      text.append("    built-in default, no source states it\n");
    }
    for (int i = 0; i < value.sources().size(); i++) {
      YamlNode node = value.sources().get(i);
      append(text, i == 0 ? "decided at " : "together with ", node);
      weaker(node).forEach(over -> append(text, "overrode ", over));
    }
  }

  private static List<YamlNode> weaker(YamlNode node) {
    List<YamlNode> all = new ArrayList<>();
    for (YamlNode over : node.overrode()) {
      all.add(over);
      all.addAll(weaker(over));
    }
    return all;
  }

  private void append(StringBuilder text, String role, YamlNode node) {
    var span = node.span();
    text.append("    ").append(role).append(span.file()).append(':').append(span.startLine());
    text.append(':').append(span.startColumn());
    if (node instanceof YamlScalar scalar) {
      text.append(" (").append(oneLine(scalar.text())).append(')');
    }
    text.append('\n');
    line(span.file(), span.startLine())
        .ifPresent(line -> text.append("      | ").append(line.strip()).append('\n'));
  }

  private static String oneLine(String text) {
    String printed =
        YamlWriter.document(List.of(text.length() > 60 ? text.substring(0, 60) : text));
    return printed.substring(2).strip().replace("\n", " ");
  }

  private Optional<String> line(String file, int number) {
    return sources.apply(file).flatMap(text -> text.lines().skip(number - 1L).findFirst());
  }
}
