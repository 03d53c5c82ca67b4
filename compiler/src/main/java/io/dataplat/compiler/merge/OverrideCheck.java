package io.dataplat.compiler.merge;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.Rule;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.diagnostic.SourceSpan;
import io.dataplat.compiler.yaml.YamlEntry;
import io.dataplat.compiler.yaml.YamlMapping;
import io.dataplat.compiler.yaml.YamlNode;
import java.util.Optional;

/** Checks what a stronger layer changes of a weaker one: is it allowed, and does it do anything? */
final class OverrideCheck {
  private final Kind kind;
  private final Diagnostics diagnostics;

  OverrideCheck(Kind kind, Diagnostics diagnostics) {
    this.kind = kind;
    this.diagnostics = diagnostics;
  }

  /** Checks an override, which may change only what concerns place, size and time. */
  void checkOverride(YamlMapping weak, YamlMapping override) {
    check(weak, override, Schemas.PUBLISHED.spec(kind), "", new Scope(false, false));
  }

  /**
   * Checks the sections of an environment over those of its parent, which may change everything.
   */
  void checkInheriting(YamlMapping weak, YamlMapping sections) {
    check(weak, sections, Schemas.PUBLISHED.spec(kind), "", new Scope(true, false));
  }

  /**
   * @param free whether everything here may be changed
   * @param added whether the stronger layer brings all of it, so that it replaces no default
   */
  private record Scope(boolean free, boolean added) {}

  private void check(YamlMapping weak, YamlMapping strong, Shape shape, String path, Scope scope) {
    strong
        .entries()
        .forEach(
            (key, entry) -> {
              var change =
                  new Change(weak, key, entry, shape, path.isEmpty() ? key : path + "." + key);
              if (scope.free() || shape.member(key).overridable()) {
                checkFree(change, scope.added());
              } else {
                checkFixed(change);
              }
            });
  }

  /** One entry of a stronger mapping and where it meets the weaker one. */
  private record Change(YamlMapping weak, String key, YamlEntry entry, Shape parent, String path) {
    Optional<YamlNode> current() {
      return weak.find(key);
    }

    Shape shape() {
      return parent.member(key);
    }

    YamlNode value() {
      return entry.value();
    }

    SourceSpan keySpan() {
      return entry.keySpan();
    }

    YamlMapping below() {
      return Nodes.mapping(weak, key);
    }

    boolean isAdded() {
      return current().isEmpty() && (parent.isMapOfNames() || !parent.rivals(key).isEmpty());
    }

    boolean isOtherChoice() {
      return parent.rivals(key).stream().anyMatch(rival -> weak.find(rival).isPresent());
    }

    /** Whether nothing weaker says anything, and the language itself says this. */
    boolean isBuiltIn() {
      return current().isEmpty() && !isOtherChoice() && shape().isDefault(value());
    }
  }

  private void checkFree(Change change, boolean added) {
    if (Nodes.isNull(change.value())) {
      checkRemoval(change);
    } else if (hasNoEffect(change)) {
      report(
          Rules.OVERRIDE_WITHOUT_EFFECT,
          change.keySpan(),
          "`%s` is `%s` already".formatted(change.path(), Nodes.shown(change.value())),
          "remove it here; the weaker value is at %s"
              .formatted(change.current().orElseThrow().span()));
    } else if (!added && change.isBuiltIn()) {
      report(
          Rules.OVERRIDE_WITHOUT_EFFECT,
          change.keySpan(),
          "`%s` is `%s` by default".formatted(change.path(), Nodes.shown(change.value())),
          "remove it here");
    } else if (change.value() instanceof YamlMapping mapping) {
      var scope = new Scope(true, added || change.isAdded());
      check(change.below(), mapping, change.shape(), change.path(), scope);
    }
  }

  private static boolean hasNoEffect(Change change) {
    if (change.value() instanceof YamlMapping mapping && !mapping.entries().isEmpty()) {
      return false;
    }
    if (change.value() instanceof YamlMapping) {
      return change.current().filter(YamlMapping.class::isInstance).isPresent();
    }
    return change.current().filter(now -> Nodes.sameMeaning(now, change.value())).isPresent();
  }

  private void checkRemoval(Change change) {
    if (change.current().isEmpty()) {
      report(
          Rules.NOTHING_TO_REMOVE,
          change.value().span(),
          "there is no `%s` to remove".formatted(change.path()),
          Hints.nearest(change.key(), change.weak().entries().keySet(), "fields here"));
    } else if (change.parent().requires(change.key())) {
      report(
          Rules.MISSING_FIELD,
          change.value().span(),
          "`%s` is required, so it cannot be removed".formatted(change.path()),
          "give another value instead of `null`");
    }
  }

  private void checkFixed(Change change) {
    if (change.parent().isMapOfNames()
        && (change.current().isEmpty() || Nodes.isNull(change.value()))) {
      reportStructure(change);
    } else if (change.current().isEmpty() && change.isOtherChoice()) {
      reportFixed(change, "the choice of `%s` is the same in all environments");
    } else if (change.value() instanceof YamlMapping mapping
        && change.shape().leadsToOverridable()) {
      var scope = new Scope(false, change.isAdded());
      check(change.below(), mapping, change.shape(), change.path(), scope);
    } else {
      reportFixed(change, "`%s` is the same in all environments");
    }
  }

  private void reportStructure(Change change) {
    var removes = Nodes.isNull(change.value()) && change.current().isPresent();
    report(
        Rules.OVERRIDE_CHANGES_STRUCTURE,
        change.keySpan(),
        removes
            ? "an override cannot remove `%s`".formatted(change.path())
            : "there is no `%s`, and an override cannot add it".formatted(change.path()),
        removes
            ? "a whole pipeline is switched off by `enabled: false`"
            : Hints.nearest(change.key(), change.weak().entries().keySet(), "names here"));
  }

  private void reportFixed(Change change, String message) {
    var isType = kind == Kind.CONNECTION && change.path().equals("type");
    report(
        isType ? Rules.CONNECTION_TYPE_CHANGED : Rules.FIXED_FIELD,
        change.keySpan(),
        message.formatted(change.path()),
        Hints.listed(
            change.parent().overridableFields(), "fields that an override may change here"));
  }

  private void report(Rule rule, SourceSpan span, String message, String hint) {
    diagnostics.reporter(rule).at(span, message, hint);
  }
}
