package io.dataplat.compiler.structure;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.keyword.Keyword;
import io.dataplat.compiler.structure.LanguageKeyword.Finder;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What our keywords mean; all other {@code x-dataplat} ones are notes without a check. */
final class LanguageKeywords {

  private static final List<String> VALUE = List.of("");
  private static final List<String> NOTHING = List.of();

  private LanguageKeywords() {}

  static List<Keyword> all() {
    return List.of(
        new LanguageKeyword("enum", LanguageKeywords::listed),
        new LanguageKeyword(Annotations.RESERVED, value -> instance -> VALUE),
        new LanguageKeyword(Annotations.CHOICE, LanguageKeywords::atMostOne),
        new LanguageKeyword(Annotations.CHOICE_REQUIRED, LanguageKeywords::atLeastOne),
        new LanguageKeyword(Annotations.REQUIRED, LanguageKeywords::all),
        new LanguageKeyword(Annotations.FORM, LanguageKeywords::form),
        new LanguageKeyword(Annotations.REFERENCES, value -> LanguageKeywords::references),
        new ClosedObjectKeyword());
  }

  // The library's own prints the values for a message of its own, which loads Jackson's mapper.
  private static Finder listed(JsonNode value) {
    Set<JsonNode> listed = new LinkedHashSet<>();
    value.forEach(listed::add);
    return instance -> listed.contains(instance) ? NOTHING : VALUE;
  }

  private static Finder atMostOne(JsonNode value) {
    List<String> members = Annotations.texts(value);
    return instance -> {
      List<String> given = members.stream().filter(instance::hasNonNull).toList();
      return given.size() > 1 ? VALUE : NOTHING;
    };
  }

  private static Finder atLeastOne(JsonNode value) {
    List<String> members = Annotations.texts(value);
    return instance ->
        !instance.isObject() || members.stream().anyMatch(instance::has) ? NOTHING : VALUE;
  }

  private static Finder all(JsonNode value) {
    List<String> members = Annotations.texts(value);
    return instance ->
        instance.isObject()
            ? members.stream().filter(member -> !instance.has(member)).toList()
            : NOTHING;
  }

  private static Finder form(JsonNode value) {
    ScalarForm form = ScalarForm.named(value.asText());
    return instance -> instance.isTextual() && !form.fits(instance.textValue()) ? VALUE : NOTHING;
  }

  private static List<String> references(JsonNode instance) {
    return instance.isTextual() && instance.textValue().contains("${") ? VALUE : NOTHING;
  }
}
