package io.dataplat.compiler.merge;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.yaml.YamlMapping;

/** Checks that a domain gives defaults only for fields that may have some. */
final class DefaultsCheck {
  private final Diagnostics diagnostics;

  DefaultsCheck(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  void check(YamlMapping domain) {
    var defaults = Nodes.mapping(Nodes.mapping(domain, "spec"), "defaults");
    var shape = Schemas.PUBLISHED.spec(Kind.DOMAIN).member("defaults");
    defaults
        .entries()
        .forEach(
            (group, entry) -> {
              if (entry.value() instanceof YamlMapping mapping) {
                check(mapping, shape.member(group), group);
              }
            });
  }

  private void check(YamlMapping defaults, Shape shape, String path) {
    defaults
        .entries()
        .forEach(
            (key, entry) -> {
              var member = shape.member(key);
              var below = path + "." + key;
              if (member.defaultable()) {
                return;
              }
              if (entry.value() instanceof YamlMapping mapping
                  && member.leadsToDefaultable()
                  && !member.isMapOfNames()) {
                check(mapping, member, below);
              } else {
                diagnostics
                    .reporter(Rules.NOT_A_DEFAULT)
                    .at(
                        entry.keySpan(),
                        "`%s` cannot have a default in a domain".formatted(below),
                        Hints.listed(shape.defaultableFields(), "fields with a default here"));
              }
            });
  }
}
