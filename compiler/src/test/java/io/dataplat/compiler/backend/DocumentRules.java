package io.dataplat.compiler.backend;

import com.fasterxml.jackson.databind.JsonNode;
import io.dataplat.compiler.check.PlainSecrets;
import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.yaml.SourceFile;
import io.dataplat.compiler.yaml.YamlReader;
import io.dataplat.compiler.yaml.YamlWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What holds for each document of the output by itself, whatever the sources say. */
public final class DocumentRules {

  private static final Pattern NAME = Pattern.compile("[a-z]([-a-z0-9]{0,61}[a-z0-9])?");
  private static final Pattern IMAGE =
      Pattern.compile("[^@]+:(?!latest$)[\\w.-]+|.+@sha256:[0-9a-f]{64}");
  private static final Pattern JINJA = Pattern.compile("\\{[{%#]");
  private static final Set<String> EMPTY = Set.of("podSelector", "emptyDir", "deps", "resources");
  private static final Set<String> CONFIRMED =
      Set.of("Namespace", "Application", "AppProject", "SparkApplication");

  private final List<String> violations = new ArrayList<>();

  private DocumentRules() {}

  /** Returns a sentence for each rule that a document breaks. */
  public static List<String> violations(List<? extends Document> documents) {
    var rules = new DocumentRules();
    Manifest.of(documents).forEach(rules::check);
    documents.forEach(document -> rules.text(document.path(), Printed.text(document)));
    return rules.violations;
  }

  private void check(Manifest manifest) {
    var path = manifest.path();
    var kind = manifest.kind();
    require(!manifest.at("apiVersion").asText().isEmpty() && !kind.isEmpty(), path, "no object");
    require(NAME.matcher(manifest.name()).matches(), path, "a name that not all kinds take");
    require(!kind.equals("Secret"), path, "a Secret");
    if (kind.equals("SparkApplication")) {
      application(manifest);
    }
    if (manifest.isSynced()) {
      synced(manifest);
    }
    values(path, "", manifest.object());
  }

  private void application(Manifest manifest) {
    var name = manifest.name();
    require(
        name.length() <= 47 && !name.contains("-driver"), manifest.path(), "a name for no driver");
    var plan =
        manifest
            .at("spec", "driver", "template", "metadata", "annotations", "dataplat.io/plan")
            .asText();
    require(
        plan.getBytes(StandardCharsets.UTF_8).length <= 200 * 1024,
        manifest.path(),
        "a large plan");
    require(!JINJA.matcher(plan).find(), manifest.path(), "Jinja in a plan");
    // Only a template's arguments are for Airflow to fill in.
    var confirmed = manifest.annotation("argocd.argoproj.io/sync-options");
    require(!manifest.isTemplate() || confirmed.isEmpty(), manifest.path(), "a sync of Airflow");
  }

  private void synced(Manifest manifest) {
    var path = manifest.path();
    var kind = manifest.kind();
    var file = kind.toLowerCase(Locale.ROOT) + "-" + manifest.name() + ".yaml";
    require(path.endsWith("/" + file), path, "misnamed");
    var wave = manifest.at("metadata", "annotations", "argocd.argoproj.io/sync-wave");
    require(
        wave.isMissingNode() || (wave.isTextual() && Integer.parseInt(wave.asText()) <= 0),
        path,
        "a late wave");
    var options = manifest.annotation("argocd.argoproj.io/sync-options");
    require(options.contains("Prune=confirm") == CONFIRMED.contains(kind), path, "confirmation");
    require(options.contains("Delete=confirm") == kind.equals("Namespace"), path, "a deletion");
  }

  private void values(String path, String key, JsonNode value) {
    require(
        !(value.isContainerNode() && value.isEmpty()) || EMPTY.contains(key),
        path,
        "an empty " + key);
    require(!value.isNull(), path, "nothing at " + key);
    if (key.equals("image")) {
      require(IMAGE.matcher(value.asText()).matches(), path, "an image without a version");
    }
    if (value.isObject()) {
      value.properties().forEach(entry -> values(path, entry.getKey(), entry.getValue()));
    } else {
      value.forEach(item -> values(path, key, item));
    }
  }

  private void text(String path, String text) {
    require(!text.contains("deletion-approved"), path, "an approval that belongs to people");
    require(!text.contains("PruneLast"), path, "a wave behind the last");
    if (path.endsWith("/values.yaml")) {
      // Below this key a source holds the same values, of which some are known by their names.
      secrets(path, "values:\n" + text.indent(2));
    } else if (path.endsWith(".yaml")) {
      secrets(path, text);
    } else {
      secrets(path, YamlWriter.document(Map.of("text", text)));
    }
  }

  private void secrets(String path, String yaml) {
    var findings = new Diagnostics();
    YamlReader.read(new SourceFile(path, yaml), findings)
        .forEach(document -> PlainSecrets.report(document, findings));
    require(findings.sorted().isEmpty(), path, "no clean YAML: " + findings.sorted());
  }

  private void require(boolean holds, String path, String what) {
    if (!holds) {
      violations.add(path + ": " + what);
    }
  }
}
