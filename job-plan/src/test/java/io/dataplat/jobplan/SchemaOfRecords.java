package io.dataplat.jobplan;

import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Derives the JSON Schema that the plan records obey by construction. */
final class SchemaOfRecords {

  private final TreeMap<String, String> definitions = new TreeMap<>();
  private final ArrayDeque<Class<?>> waiting = new ArrayDeque<>();

  /** Writes the published schema anew, into the file of the first argument. */
  public static void main(String[] arguments) throws IOException {
    Files.writeString(Path.of(arguments[0]), text());
  }

  static String text() {
    return new SchemaOfRecords().schema();
  }

  private String schema() {
    waiting.add(JobPlan.class);
    while (!waiting.isEmpty()) {
      var type = waiting.remove();
      if (!definitions.containsKey(type.getSimpleName())) {
        definitions.put(type.getSimpleName(), record(type));
      }
    }
    var defs =
        definitions.entrySet().stream()
            .map(entry -> "    \"%s\": %s".formatted(entry.getKey(), entry.getValue()))
            .collect(Collectors.joining(",\n"));
    return """
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "$id": "https://dataplat.io/schemas/job-plan-1.0.schema.json",
          "title": "dataplat job plan 1.0",
          "description": "All that one Spark task does, resolved by the compiler. Every field is present; what is absent is null.",
          "$ref": "#/$defs/JobPlan",
          "$defs": {
        %s
          }
        }
        """
        .formatted(defs);
  }

  private String record(Class<?> type) {
    var properties = new ArrayList<String>();
    var names = new ArrayList<String>();
    for (RecordComponent component : type.getRecordComponents()) {
      names.add("\"" + component.getName() + "\"");
      properties.add(
          "        \"%s\": %s".formatted(component.getName(), property(type, component)));
    }
    return """
        {
              "type": "object",
              "additionalProperties": false,
              "required": [%s],
              "properties": {
        %s
              }
            }"""
        .formatted(String.join(", ", names), String.join(",\n", properties));
  }

  private String property(Class<?> owner, RecordComponent component) {
    if (owner == JobPlan.class && component.getName().equals("planVersion")) {
      return "{\"const\": \"" + JobPlan.VERSION + "\"}";
    }
    if (owner == JobPlan.class && component.getName().equals("semantics")) {
      return "{\"const\": " + JobPlan.SEMANTICS + "}";
    }
    return schema(component.getGenericType());
  }

  private String schema(Type type) {
    if (type instanceof ParameterizedType generic) {
      var arguments = List.of(generic.getActualTypeArguments());
      var last = schema(arguments.get(arguments.size() - 1));
      if (generic.getRawType() == Optional.class) {
        return "{\"anyOf\": [{\"type\": \"null\"}, %s]}".formatted(last);
      }
      return generic.getRawType() == List.class
          ? "{\"type\": \"array\", \"items\": %s}".formatted(last)
          : "{\"type\": \"object\", \"additionalProperties\": %s}".formatted(last);
    }
    return plain((Class<?>) type);
  }

  private String plain(Class<?> type) {
    if (type.isRecord()) {
      waiting.add(type);
      return "{\"$ref\": \"#/$defs/%s\"}".formatted(type.getSimpleName());
    }
    if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants())
          .map(constant -> "\"" + constant + "\"")
          .collect(Collectors.joining(", ", "{\"enum\": [", "]}"));
    }
    if (type == BigDecimal.class) {
      return "{\"type\": \"number\"}";
    }
    if (type == boolean.class) {
      return "{\"type\": \"boolean\"}";
    }
    return type == String.class ? "{\"type\": \"string\"}" : "{\"type\": \"integer\"}";
  }
}
