package io.dataplat.compiler.check;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.model.Environment;
import io.dataplat.compiler.model.Sourced;
import java.util.List;

/** The environment's versions are known, and new enough for what is generated. */
final class VersionsCheck implements Check {

  /** A tool, its known versions in order, and the first that fits what is generated for it. */
  private record Tool(String field, List<String> known, String first, String reason) {}

  // Why these: docs/rules/version-not-known.md.
  private static final Tool KUBERNETES =
      new Tool(
          "kubernetes",
          List.of("1.29", "1.30", "1.31", "1.32", "1.33", "1.34", "1.35"),
          "1.29",
          "");
  private static final Tool AIRFLOW =
      new Tool(
          "airflow",
          List.of("3.0", "3.1", "3.2", "3.3"),
          "3.1",
          "generated DAGs import from `airflow.sdk` what came with 3.1");
  private static final Tool SPARK_OPERATOR =
      new Tool(
          "sparkOperator",
          List.of("2.0", "2.1", "2.2", "2.3", "2.4", "2.5"),
          "2.1",
          "generated applications use Pod templates, which came with 2.1");

  @Override
  public void check(CheckContext context, Diagnostics findings) {
    var environment = context.environment();
    if (environment.target() == Environment.Target.KUBERNETES) {
      var versions = environment.versions();
      check(KUBERNETES, versions.kubernetes(), environment, findings);
      check(AIRFLOW, versions.airflow(), environment, findings);
      check(SPARK_OPERATOR, versions.sparkOperator(), environment, findings);
    }
  }

  private static void check(
      Tool tool, Sourced<String> version, Environment environment, Diagnostics findings) {
    var span = version.spanOr(environment.span());
    var text = "`versions." + tool.field() + ": " + version.value() + "`";
    if (!tool.known().contains(version.value())) {
      findings
          .reporter(Rules.VERSION_NOT_KNOWN)
          .at(
              span,
              text + " is not known to this compiler",
              "known: " + String.join(", ", tool.known()));
    } else if (tool.known().indexOf(version.value()) < tool.known().indexOf(tool.first())) {
      findings
          .reporter(Rules.FEATURE_NEEDS_VERSION)
          .at(span, text + ": " + tool.reason(), "use version " + tool.first() + " or newer");
    }
  }
}
