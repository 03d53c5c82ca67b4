package io.dataplat.compiler.resolve;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.diagnostic.SourceSpan;
import io.dataplat.compiler.yaml.ScalarStyle;
import io.dataplat.compiler.yaml.ScalarType;
import io.dataplat.compiler.yaml.YamlEntry;
import io.dataplat.compiler.yaml.YamlMapping;
import io.dataplat.compiler.yaml.YamlNode;
import io.dataplat.compiler.yaml.YamlScalar;
import io.dataplat.compiler.yaml.YamlSequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads the quality rules of ODCS as metrics of the language, whose values keep their places. */
final class QualityRules {

  private static final List<String> OPERATORS = ExpectationResolver.operatorNames();
  private static final List<String> OF_PROPERTIES =
      List.of("nullValues", "missingValues", "invalidValues", "duplicateValues");
  private static final Pattern NO_NAME = Pattern.compile("[^a-z0-9]+");
  private static final Pattern NEXT_WORD = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

  private final YamlMapping schema;
  private final ContractColumns columns;
  private final Diagnostics diagnostics;
  private final List<Rule> rules = new ArrayList<>();

  /** A rule as the metric of a contract of ours. */
  record Rule(String name, SourceSpan span, YamlMapping metric) {}

  QualityRules(YamlMapping schema, ContractColumns columns, Diagnostics diagnostics) {
    this.schema = schema;
    this.columns = columns;
    this.diagnostics = diagnostics;
  }

  /** The rules of the object and of its properties; what cannot be read is reported. */
  List<Rule> rules() {
    var object = new Fields(schema);
    object.mappings("quality").forEach(rule -> add(rule, Optional.empty()));
    for (var property : object.mappings("properties")) {
      var name = property.scalar("name");
      property
          .mappings("quality")
          .forEach(
              rule ->
                  name.ifPresentOrElse(
                      of -> add(rule, name), () -> unread(rule, "its property has no name")));
    }
    return List.copyOf(rules);
  }

  private void add(Fields rule, Optional<YamlScalar> property) {
    var type = text(rule, "type").orElse("library");
    switch (type) {
      case "text" -> {
        // It says something to people, and nothing that a job can check.
      }
      case "library" -> addLibrary(rule, property);
      case "sql" -> addQuery(rule, property);
      default -> unread(rule, "its type is `" + type + "`");
    }
  }

  private void addLibrary(Fields rule, Optional<YamlScalar> property) {
    var metric = rule.scalar("metric").or(() -> rule.scalar("rule"));
    var name = metric.map(YamlScalar::text).orElse("");
    var isOfProperty = OF_PROPERTIES.contains(name);
    var listed = rule.below("arguments").items("properties");
    var named = property.map(List::of).orElse(listed);
    if (!isOfProperty && !name.equals("rowCount")) {
      unread(rule, "`" + name + "` is no metric of ODCS 3.1");
    } else if (isOfProperty == named.isEmpty()) {
      unread(rule, "`" + name + "` does not belong there");
    } else if (named.stream().allMatch(column -> columns.find(column).isPresent())) {
      var fields = new LinkedHashMap<String, YamlEntry>();
      put(fields, "metric", counted(rule, metric.orElseThrow()));
      if (isOfProperty) {
        put(fields, "columns", new YamlSequence(rule.span(), List.copyOf(named), List.of()));
      }
      arguments(rule, name, fields);
      addEach(rule, name, named, fields);
    }
  }

  // A list of nothing but null counts what is null.
  private static YamlScalar counted(Fields rule, YamlScalar metric) {
    var isOfNullOnly =
        metric.text().equals("missingValues")
            && argument(rule, "missingValues").isPresent()
            && texts(rule, "missingValues").isEmpty();
    return isOfNullOnly ? scalar(metric.span(), "nullValues") : metric;
  }

  private static void arguments(Fields rule, String metric, Map<String, YamlEntry> fields) {
    rule.scalar("unit")
        .filter(unit -> !metric.equals("rowCount"))
        .ifPresent(unit -> put(fields, "unit", unit));
    if (metric.equals("missingValues") && !texts(rule, "missingValues").isEmpty()) {
      put(
          fields,
          "missingValues",
          new YamlSequence(rule.span(), texts(rule, "missingValues"), List.of()));
    }
    if (metric.equals("invalidValues")) {
      argument(rule, "validValues").ifPresent(values -> put(fields, "validValues", values));
      argument(rule, "pattern").ifPresent(pattern -> put(fields, "pattern", pattern));
    }
  }

  private static Optional<YamlNode> argument(Fields rule, String name) {
    return rule.below("arguments").mapping().find(name).or(() -> rule.mapping().find(name));
  }

  private static List<YamlNode> texts(Fields rule, String name) {
    return argument(rule, name)
        .filter(YamlSequence.class::isInstance)
        .map(list -> ((YamlSequence) list).items())
        .orElse(List.of())
        .stream()
        .filter(item -> item instanceof YamlScalar scalar && !scalar.isNull())
        .toList();
  }

  private void addQuery(Fields rule, Optional<YamlScalar> property) {
    var query = rule.scalar("query");
    if (query.isEmpty()) {
      unread(rule, "it has no `query`");
    } else if (property.isEmpty() || columns.find(property.get()).isPresent()) {
      var column = property.map(name -> "`" + name.text() + "`");
      var text = query.get().text().strip().replace("{object}", "rows");
      var fields = new LinkedHashMap<String, YamlEntry>();
      put(fields, "metric", scalar(rule.span(), "query"));
      var sql = column.map(name -> text.replace("{property}", name)).orElse(text);
      put(fields, "sql", scalar(query.get().span(), sql));
      addEach(rule, "query", property.stream().toList(), fields);
    }
  }

  private void addEach(
      Fields rule, String metric, List<YamlScalar> named, Map<String, YamlEntry> fields) {
    var operators = OPERATORS.stream().filter(rule::has).toList();
    var problem = problem(rule, metric, operators, fields);
    if (problem.isPresent()) {
      unread(rule, problem.get());
      return;
    }
    for (var operator : operators) {
      var own = new LinkedHashMap<>(fields);
      own.put(operator, entry(rule.mapping().find(operator).orElseThrow()));
      var name = name(rule, metric, named) + (operators.size() > 1 ? "_" + snake(operator) : "");
      rules.add(new Rule(name, rule.span(), new YamlMapping(rule.span(), own, List.of())));
    }
  }

  private static Optional<String> problem(
      Fields rule, String metric, List<String> operators, Map<String, YamlEntry> fields) {
    if (operators.isEmpty()) {
      return Optional.of("it has no operator such as `mustBe`");
    }
    if (!operators.stream().allMatch(operator -> isBound(rule, operator))) {
      return Optional.of("a bound is no number");
    }
    if (!List.of("rows", "percent").contains(text(rule, "unit").orElse("rows"))) {
      return Optional.of("its unit is neither `rows` nor `percent`");
    }
    if (metric.equals("rowCount") && text(rule, "unit").orElse("rows").equals("percent")) {
      return Optional.of("a number of rows is no share");
    }
    var isInvalid = metric.equals("invalidValues");
    return isInvalid && fields.containsKey("validValues") == fields.containsKey("pattern")
        ? Optional.of("it needs one of `validValues` and `pattern`")
        : Optional.empty();
  }

  private static boolean isBound(Fields rule, String operator) {
    var bounds =
        Stream.concat(rule.items(operator).stream(), rule.scalar(operator).stream()).toList();
    return bounds.size() == (operator.endsWith("Between") ? 2 : 1)
        && bounds.stream().allMatch(bound -> Scalars.number(bound).isPresent());
  }

  private static String name(Fields rule, String metric, List<YamlScalar> named) {
    var given = text(rule, "id").or(() -> text(rule, "name")).map(QualityRules::snake);
    var parts = new StringBuilder(snake(metric));
    named.forEach(column -> parts.append('_').append(column.text()));
    return given.filter(name -> !name.isEmpty()).orElse(parts.toString());
  }

  private static String snake(String text) {
    var words = NEXT_WORD.matcher(text).replaceAll("_").toLowerCase(Locale.ROOT);
    var name = NO_NAME.matcher(words).replaceAll("_");
    return name.replaceAll("^_+|_+$", "");
  }

  private static Optional<String> text(Fields rule, String key) {
    return rule.scalar(key).map(YamlScalar::text);
  }

  // Not verbatim in the file, so that each place in it is that of the whole.
  private static YamlScalar scalar(SourceSpan span, String text) {
    return new YamlScalar(span, ScalarType.STRING, text, ScalarStyle.FOLDED, List.of());
  }

  private static void put(Map<String, YamlEntry> fields, String key, YamlNode value) {
    fields.put(key, entry(value));
  }

  private static YamlEntry entry(YamlNode value) {
    return new YamlEntry(value.span(), value);
  }

  private void unread(Fields rule, String reason) {
    diagnostics
        .reporter(Rules.QUALITY_NOT_READ)
        .at(
            rule.span(),
            "nothing checks this rule: " + reason,
            "write an expectation into the dataset");
  }
}
