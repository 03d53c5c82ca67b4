package io.dataplat.compiler.resolve;

import io.dataplat.compiler.diagnostic.Located;
import io.dataplat.compiler.diagnostic.SourceSpan;
import io.dataplat.compiler.model.Sourced;
import io.dataplat.compiler.yaml.YamlEntry;
import io.dataplat.compiler.yaml.YamlMapping;
import io.dataplat.compiler.yaml.YamlScalar;
import io.dataplat.compiler.yaml.YamlSequence;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads the fields of a mapping whose structure was checked before. */
record Fields(YamlMapping mapping) {
  private static final Pattern WORD_BOUNDARY = Pattern.compile("(?<=[a-z])(?=[A-Z])");

  SourceSpan span() {
    return mapping.span();
  }

  boolean has(String key) {
    return mapping.find(key).isPresent();
  }

  /** Returns the place of a key, or of the whole mapping if it is not there. */
  SourceSpan keySpan(String key) {
    return Optional.ofNullable(mapping.entries().get(key)).map(YamlEntry::keySpan).orElse(span());
  }

  /** Returns those of the keys that are there. */
  List<Located<String>> present(List<String> keys) {
    return keys.stream().filter(this::has).map(key -> new Located<>(key, keySpan(key))).toList();
  }

  Optional<YamlScalar> scalar(String key) {
    return mapping.find(key).filter(YamlScalar.class::isInstance).map(YamlScalar.class::cast);
  }

  /** Returns a scalar that the structure demands. */
  YamlScalar required(String key) {
    return scalar(key).orElseThrow(() -> new IllegalStateException(span() + " lacks " + key));
  }

  Optional<Sourced<String>> text(String key) {
    return value(key, YamlScalar::text);
  }

  Sourced<String> text(String key, String builtIn) {
    return text(key).orElseGet(() -> Sourced.builtIn(builtIn));
  }

  Sourced<String> requiredText(String key) {
    return Sourced.at(required(key).text(), required(key));
  }

  Optional<Sourced<Integer>> integer(String key) {
    return value(key, scalar -> new BigDecimal(scalar.text()).intValueExact());
  }

  Sourced<Integer> integer(String key, int builtIn) {
    return integer(key).orElseGet(() -> Sourced.builtIn(builtIn));
  }

  Optional<Sourced<Boolean>> flag(String key) {
    return value(key, scalar -> scalar.text().equalsIgnoreCase("true"));
  }

  Sourced<Boolean> flag(String key, boolean builtIn) {
    return flag(key).orElseGet(() -> Sourced.builtIn(builtIn));
  }

  <E extends Enum<E>> Optional<Sourced<E>> constant(String key, Class<E> type) {
    return value(key, scalar -> constantOf(scalar.text(), type));
  }

  <E extends Enum<E>> Sourced<E> constant(String key, Class<E> type, E builtIn) {
    return constant(key, type).orElseGet(() -> Sourced.builtIn(builtIn));
  }

  <E extends Enum<E>> Sourced<E> requiredConstant(String key, Class<E> type) {
    return Sourced.at(constantOf(required(key).text(), type), required(key));
  }

  /** Returns the mapping below a key. */
  Optional<Fields> find(String key) {
    return mapping
        .find(key)
        .filter(YamlMapping.class::isInstance)
        .map(value -> new Fields((YamlMapping) value));
  }

  /** Returns the mapping below a key, or an empty one in this place. */
  Fields below(String key) {
    return find(key).orElseGet(() -> new Fields(new YamlMapping(span(), Map.of(), List.of())));
  }

  /** Returns the mappings of a map of named things by name, as their order has no meaning. */
  Map<String, Fields> members(String key) {
    var members = new TreeMap<String, Fields>();
    var below = below(key);
    below
        .mapping()
        .entries()
        .keySet()
        .forEach(name -> below.find(name).ifPresent(member -> members.put(name, member)));
    return members;
  }

  /** Returns the scalars of a map of named values by name. */
  Map<String, Sourced<String>> texts(String key) {
    var texts = new TreeMap<String, Sourced<String>>();
    var below = below(key);
    below
        .mapping()
        .entries()
        .keySet()
        .forEach(name -> below.text(name).ifPresent(text -> texts.put(name, text)));
    return texts;
  }

  /** Returns the scalars of a list. */
  List<YamlScalar> items(String key) {
    var scalars = new ArrayList<YamlScalar>();
    if (mapping.find(key).orElse(mapping) instanceof YamlSequence list) {
      for (var item : list.items()) {
        if (item instanceof YamlScalar scalar) {
          scalars.add(scalar);
        }
      }
    }
    return List.copyOf(scalars);
  }

  /** Returns the mappings of a list. */
  List<Fields> mappings(String key) {
    var mappings = new ArrayList<Fields>();
    if (mapping.find(key).orElse(mapping) instanceof YamlSequence list) {
      for (var item : list.items()) {
        if (item instanceof YamlMapping each) {
          mappings.add(new Fields(each));
        }
      }
    }
    return List.copyOf(mappings);
  }

  List<Sourced<String>> itemTexts(String key) {
    return items(key).stream().map(item -> Sourced.at(item.text(), item)).toList();
  }

  private <T> Optional<Sourced<T>> value(String key, Function<YamlScalar, T> read) {
    return scalar(key).map(scalar -> Sourced.at(read.apply(scalar), scalar));
  }

  /** Returns the constant that the language writes in snake_case or camelCase. */
  private static <E extends Enum<E>> E constantOf(String text, Class<E> type) {
    var name = WORD_BOUNDARY.matcher(text).replaceAll("_").toUpperCase(Locale.ROOT);
    return Enum.valueOf(type, name);
  }
}
