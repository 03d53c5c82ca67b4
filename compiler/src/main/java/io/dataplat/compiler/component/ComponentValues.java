package io.dataplat.compiler.component;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.NearNames;
import io.dataplat.compiler.diagnostic.Reporter;
import io.dataplat.compiler.diagnostic.Rule;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.diagnostic.SourceSpan;
import io.dataplat.compiler.model.Component;
import io.dataplat.compiler.yaml.YamlEntry;
import io.dataplat.compiler.yaml.YamlMapping;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Checks the chart of a component: its version, and that its values are keys that it has. */
public final class ComponentValues {

  private static final Pattern EXACT =
      Pattern.compile("v?\\d+\\.\\d+\\.\\d+(?:-[0-9A-Za-z.-]+)?(?:\\+[0-9A-Za-z.-]+)?");
  private static final List<String> AIRFLOW_SETTINGS = List.of("executor");

  private final Component component;
  private final Diagnostics findings;

  private ComponentValues(Component component, Diagnostics findings) {
    this.component = component;
    this.findings = findings;
  }

  /** Reports what the chart would not understand, or would ignore. */
  public static void check(Component component, Diagnostics findings) {
    var check = new ComponentValues(component, findings);
    check.version();
    component.settings().ifPresent(check::settings);
  }

  private void version() {
    var version = component.chartVersion();
    SourceSpan span = version.spanOr(component.span());
    if (!EXACT.matcher(version.value()).matches()) {
      report(Rules.VERSION_RANGE)
          .at(
              span,
              "`" + version.value() + "` is no exact version",
              "write one version, such as " + known());
      return;
    }
    Optional<ChartKeys> keys = ChartKeys.of(component.type(), version.value());
    if (keys.isEmpty()) {
      report(Rules.VERSION_NOT_KNOWN)
          .at(
              span,
              "version `" + version.value() + "` of this chart is not known to this compiler",
              "known: " + known());
    }
    keys.ifPresent(
        known -> component.values().ifPresent(values -> values(values, known.root(), "")));
  }

  private void values(YamlMapping values, ChartKeys.Key known, String prefix) {
    values.entries().forEach((name, entry) -> value(name, entry, known, prefix + name));
  }

  private void value(String name, YamlEntry entry, ChartKeys.Key parent, String path) {
    Optional<String> derived = DerivedValues.reason(component.type(), path);
    Optional<ChartKeys.Key> key = Optional.ofNullable(parent.keys().get(name));
    if (derived.isPresent()) {
      report(Rules.DERIVED_SETTING)
          .at(entry.keySpan(), "`" + path + "` is derived and cannot be set", derived.get());
    } else if (key.isPresent()) {
      if (entry.value() instanceof YamlMapping nested && !key.get().keys().isEmpty()) {
        values(nested, key.get(), path + ".");
      }
    } else if (!parent.open()) {
      unknown(name, entry, parent, path);
    }
  }

  private void unknown(String name, YamlEntry entry, ChartKeys.Key parent, String path) {
    var message =
        "chart `%s` %s has no value `%s`"
            .formatted(component.chartName().value(), component.chartVersion().value(), path);
    Reporter reporter = report(Rules.UNKNOWN_CHART_VALUE);
    NearNames.nearest(name, parent.keys().keySet())
        .ifPresentOrElse(
            near -> reporter.at(entry.keySpan(), message, "did you mean `" + near + "`?"),
            () -> reporter.at(entry.keySpan(), message));
  }

  private void settings(YamlMapping settings) {
    List<String> known = component.type() == Component.Type.AIRFLOW ? AIRFLOW_SETTINGS : List.of();
    settings
        .entries()
        .forEach(
            (name, entry) -> {
              if (!known.contains(name)) {
                report(Rules.UNKNOWN_FIELD)
                    .at(
                        entry.keySpan(),
                        "a component of type `" + type() + "` has no setting `" + name + "`");
              }
            });
  }

  private String known() {
    return String.join(", ", ChartKeys.versions(component.type()));
  }

  private String type() {
    return component.type().name().toLowerCase(Locale.ROOT);
  }

  private Reporter report(Rule rule) {
    return findings.reporter(rule);
  }
}
