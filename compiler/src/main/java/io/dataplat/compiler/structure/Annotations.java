package io.dataplat.compiler.structure;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The keywords that the schemas add to JSON Schema, as {@code schemas/README.md} lists them. */
final class Annotations {

  static final String RESERVED = "x-dataplat-reserved";
  static final String RESERVED_VALUES = "x-dataplat-reserved-values";
  static final String RULE = "x-dataplat-rule";
  static final String FORM = "x-dataplat-form";
  static final String REFERENCES = "x-dataplat-references";
  static final String CHOICE = "x-dataplat-choice";
  static final String CHOICE_REQUIRED = "x-dataplat-choice-required";
  static final String REQUIRED = "x-dataplat-required";

  private Annotations() {}

  static boolean isReserved(JsonNode schema) {
    return schema.path(RESERVED).asBoolean();
  }

  /** The texts of a list; none if there is no list. */
  static List<String> texts(@Nullable JsonNode list) {
    if (list == null) {
      return List.of();
    }
    List<String> texts = new ArrayList<>(list.size());
    list.forEach(item -> texts.add(item.asText()));
    return Collections.unmodifiableList(texts);
  }
}
