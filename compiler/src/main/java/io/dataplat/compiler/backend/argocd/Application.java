package io.dataplat.compiler.backend.argocd;

import io.dataplat.compiler.backend.argocd.AppProject.Destination;
import io.dataplat.compiler.backend.resource.ObjectMetadata;
import io.dataplat.compiler.model.Sourced;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The fields of Argo CD's Application that dataplat writes, in print order. */
record Application(String apiVersion, String kind, Map<String, Object> metadata, Spec spec) {

  Application(ObjectMetadata metadata, Spec spec) {
    this("argoproj.io/v1alpha1", "Application", metadata.tree(), spec);
  }

  /** One source, or several of which one is a chart and another its values. */
  record Spec(
      String project,
      Optional<Source> source,
      List<Source> sources,
      Destination destination,
      SyncPolicy syncPolicy) {}

  record Source(
      Sourced<String> repoURL,
      Optional<Sourced<String>> chart,
      Sourced<String> targetRevision,
      Optional<String> path,
      Optional<Directory> directory,
      Optional<Helm> helm,
      Optional<String> ref) {

    static Source folder(Sourced<String> repository, Sourced<String> revision, String path) {
      return of(repository, revision, Optional.of(path), Optional.empty(), Optional.empty());
    }

    static Source tree(Sourced<String> repository, Sourced<String> revision, String path) {
      var all = new Directory(true, "*.yaml");
      return of(repository, revision, Optional.of(path), Optional.of(all), Optional.empty());
    }

    /** The repository as values of a chart, and as manifests beside it where there are some. */
    static Source values(
        Sourced<String> repository, Sourced<String> revision, Optional<String> manifests) {
      return of(repository, revision, manifests, Optional.empty(), Optional.of("values"));
    }

    static Source chart(
        Sourced<String> repository, Sourced<String> name, Sourced<String> version, Helm helm) {
      return new Source(
          repository,
          Optional.of(name),
          version,
          Optional.empty(),
          Optional.empty(),
          Optional.of(helm),
          Optional.empty());
    }

    private static Source of(
        Sourced<String> repository,
        Sourced<String> revision,
        Optional<String> path,
        Optional<Directory> directory,
        Optional<String> ref) {
      return new Source(
          repository, Optional.empty(), revision, path, directory, Optional.empty(), ref);
    }
  }

  record Directory(boolean recurse, String include) {}

  record Helm(String releaseName, List<String> valueFiles, boolean ignoreMissingValueFiles) {}

  /**
   * Syncs by itself; a failed sync is retried at the newest commit, so that a correction arrives.
   */
  record SyncPolicy(Automated automated, List<String> syncOptions, Retry retry) {
    static SyncPolicy with(String... options) {
      return new SyncPolicy(
          new Automated(true, true),
          List.of(options),
          new Retry(5, true, new Backoff("10s", 2, "3m")));
    }
  }

  record Automated(boolean prune, boolean selfHeal) {}

  record Retry(int limit, boolean refresh, Backoff backoff) {}

  record Backoff(String duration, int factor, String maxDuration) {}
}
