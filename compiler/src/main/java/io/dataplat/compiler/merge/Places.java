package io.dataplat.compiler.merge;

import java.util.Optional;
import java.util.regex.Pattern;

/** Where in the repository documents of each kind belong. */
final class Places {
  private static final Pattern DOMAIN = Pattern.compile("pipelines/([^/]+)/domain\\.yaml");
  private static final Pattern IN_DOMAIN = Pattern.compile("pipelines/([^/]+)/.+\\.yaml");
  private static final Pattern DATASET = Pattern.compile("pipelines/([^/]+)/datasets/.+\\.yaml");
  private static final Pattern TEST = Pattern.compile("pipelines/([^/]+)/tests/.+\\.yaml");
  private static final String TEMPLATES = "templates";

  private Places() {}

  /** Returns the domain whose folder holds a file. */
  static Optional<String> domain(String file) {
    var matcher = IN_DOMAIN.matcher(file);
    return matcher.matches() && !matcher.group(1).equals(TEMPLATES)
        ? Optional.of(matcher.group(1))
        : Optional.empty();
  }

  static boolean fits(Kind kind, String file, String name) {
    return switch (kind) {
      case DOMAIN -> DOMAIN.matcher(file).matches();
      case DATASET -> domain(file).isPresent() && DATASET.matcher(file).matches();
      case PIPELINE -> domain(file).isPresent();
      case PIPELINE_TEST -> domain(file).isPresent() && TEST.matcher(file).matches();
      case PIPELINE_TEMPLATE -> file.startsWith("pipelines/" + TEMPLATES + "/");
      case CONNECTION, COMPONENT -> file.startsWith("environments/" + kind.overridesKey() + "/");
      case ENVIRONMENT -> file.equals(expected(kind, name));
    };
  }

  /** Returns the path that a message proposes. */
  static String expected(Kind kind, String name) {
    return switch (kind) {
      case DOMAIN -> "pipelines/" + name + "/domain.yaml";
      case DATASET -> "pipelines/<domain>/datasets/" + name + ".yaml";
      case PIPELINE -> "pipelines/<domain>/" + name + ".yaml";
      case PIPELINE_TEST -> "pipelines/<domain>/tests/" + name + ".yaml";
      case PIPELINE_TEMPLATE -> "pipelines/templates/" + name + ".yaml";
      case CONNECTION, COMPONENT -> "environments/" + kind.overridesKey() + "/" + name + ".yaml";
      case ENVIRONMENT -> "environments/" + name + ".yaml";
    };
  }
}
