package io.dataplat.compiler.backend;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** An environment's Applications deliver each file once, and their projects allow just that. */
public final class DeliveryRules {

  private static final Set<String> CLUSTER_WIDE = Set.of("Namespace");
  private static final String PATHS = "argocd.argoproj.io/manifest-generate-paths";

  private final List<Manifest> manifests;
  private final Set<String> delivered = new LinkedHashSet<>();
  private final List<String> violations = new ArrayList<>();

  private DeliveryRules(List<Manifest> manifests) {
    this.manifests = manifests;
  }

  /** Returns a sentence for each file that is not delivered, or not allowed, or allowed in vain. */
  public static List<String> violations(List<? extends Document> documents) {
    var rules = new DeliveryRules(Manifest.of(documents));
    rules.manifests.stream()
        .filter(manifest -> manifest.kind().equals("Application"))
        .forEach(rules::deliver);
    rules.manifests.stream()
        .filter(Manifest::isSynced)
        .filter(manifest -> !rules.delivered.contains(manifest.path()))
        .forEach(manifest -> rules.violations.add(manifest.path() + ": no Application's"));
    return rules.violations;
  }

  /** Returns the kinds that projects of domains allow and no document of any domain has. */
  public static Set<String> allowedInVain(List<? extends Document> documents) {
    var manifests = Manifest.of(documents);
    var kinds = new TreeSet<String>();
    manifests.stream()
        .filter(manifest -> manifest.kind().equals("AppProject"))
        .map(manifest -> manifest.at("spec", "namespaceResourceWhitelist"))
        .flatMap(Manifest::items)
        .map(allowed -> allowed.path("group").asText() + "/" + allowed.path("kind").asText())
        .filter(kind -> !kind.equals("*/*")) // Charts choose their own kinds.
        .forEach(kinds::add);
    manifests.stream()
        .filter(Manifest::isSynced)
        .forEach(manifest -> kinds.remove(manifest.group() + "/" + manifest.kind()));
    return kinds;
  }

  private void deliver(Manifest application) {
    var project =
        manifests.stream()
            .filter(manifest -> manifest.kind().equals("AppProject"))
            .filter(manifest -> manifest.name().equals(application.at("spec", "project").asText()))
            .findFirst();
    require(project.isPresent(), application, "a project that does not exist");
    var spec = project.orElse(application).at("spec");
    var namespaces = new LinkedHashSet<String>();
    var sources = new ArrayList<JsonNode>();
    application.at("spec", "sources").forEach(sources::add);
    sources.add(application.at("spec", "source"));
    for (JsonNode source : sources) {
      var repository = source.path("repoURL");
      require(
          repository.isMissingNode() || contains(spec.path("sourceRepos"), repository),
          application,
          "a repository that its project forbids");
      if (source.has("path")) {
        require(looksAt(application, source), application, "of other paths than it delivers");
        deliver(application, source, spec).forEach(namespaces::add);
      }
    }
    if (application.at("spec", "source", "directory", "recurse").asBoolean()) {
      require(
          namespaces.equals(destinations(spec)), application, "other namespaces than its project");
    }
  }

  /** Whether a commit elsewhere leaves the Application at the revision that it has. */
  private static boolean looksAt(Manifest application, JsonNode source) {
    var paths = application.at("metadata", "annotations", PATHS).asText();
    return !paths.isEmpty() && ("/" + source.path("path").asText() + "/").startsWith(paths + "/");
  }

  private Set<String> deliver(Manifest application, JsonNode source, JsonNode project) {
    var folder = source.path("path").asText() + "/";
    var namespaces = new LinkedHashSet<String>();
    var server = application.at("spec", "destination", "server").asText();
    for (Manifest manifest : manifests) {
      var recurse = source.path("directory").path("recurse").asBoolean();
      var below = manifest.path().startsWith(folder);
      if (below && (recurse || !manifest.path().substring(folder.length()).contains("/"))) {
        var clusterWide = CLUSTER_WIDE.contains(manifest.kind());
        var namespace = clusterWide ? manifest.name() : manifest.namespace();
        namespaces.add(namespace);
        require(delivered.add(manifest.path()), manifest, "two Applications'");
        require(allowed(project, clusterWide, manifest), manifest, "a kind of another project");
        require(
            Manifest.items(project.path("destinations"))
                .anyMatch(
                    destination ->
                        destination.path("server").asText().equals(server)
                            && destination.path("namespace").asText().equals(namespace)),
            manifest,
            "a namespace of another project");
      }
    }
    return namespaces;
  }

  private static boolean allowed(JsonNode project, boolean clusterWide, Manifest manifest) {
    var list = clusterWide ? "clusterResourceWhitelist" : "namespaceResourceWhitelist";
    return Manifest.items(project.path(list))
        .anyMatch(
            kind ->
                matches(kind.path("group").asText(), manifest.group())
                    && matches(kind.path("kind").asText(), manifest.kind()));
  }

  private static boolean matches(String pattern, String text) {
    return pattern.equals("*") || pattern.equals(text);
  }

  private static boolean contains(JsonNode list, JsonNode value) {
    return Manifest.items(list).anyMatch(value::equals);
  }

  private static Set<String> destinations(JsonNode project) {
    var namespaces = new LinkedHashSet<String>();
    project
        .path("destinations")
        .forEach(destination -> namespaces.add(destination.path("namespace").asText()));
    return namespaces;
  }

  private void require(boolean holds, Manifest manifest, String what) {
    if (!holds) {
      violations.add(manifest.path() + ": " + what);
    }
  }
}
