package io.dataplat.compiler.merge;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Names that a document may not have, and why. */
final class ReservedNames {
  private static final List<String> NOT_A_PIPELINE =
      List.of("default", "deny_all", "airflow_worker");
  private static final List<String> UPKEEP = List.of("maintenance");
  private static final List<String> NOT_A_DOMAIN =
      List.of("airflow", "argocd", "components", "platform", "root", "templates");

  private ReservedNames() {}

  /** Returns why a document of a kind may not have a name. */
  static Optional<String> reason(Kind kind, String name) {
    return switch (kind) {
      case DOMAIN ->
          driver(name).or(() -> listed(NOT_A_DOMAIN, name, "the platform's own folders"));
      case PIPELINE ->
          driver(name)
              .or(() -> punycode(name))
              .or(() -> listed(NOT_A_PIPELINE, name, "objects of every domain's namespace"))
              .or(() -> listed(UPKEEP, name, "the objects that look after a domain's tables"));
      case ENVIRONMENT -> punycode(name);
      case DATASET, PIPELINE_TEMPLATE, PIPELINE_TEST, CONNECTION, COMPONENT -> Optional.empty();
    };
  }

  /** Returns why a task may not have a name. */
  static Optional<String> taskReason(String name) {
    return driver(name);
  }

  private static Optional<String> driver(String name) {
    return Arrays.asList(name.split("_", -1)).contains("driver")
        ? Optional.of("the Spark operator takes a name with the word `driver` for a driver Pod")
        : Optional.empty();
  }

  private static Optional<String> punycode(String name) {
    return name.equals("xn")
        ? Optional.of("names that begin with `xn--` are punycode")
        : Optional.empty();
  }

  private static Optional<String> listed(List<String> names, String name, String what) {
    return names.contains(name) ? Optional.of(what + " have this name") : Optional.empty();
  }
}
