package io.dataplat.maven;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.maven.plugin.MojoFailureException;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.graph.Exclusion;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.resolution.DependencyResolutionException;

/** Finds the jobs and their Spark; only a run needs them, so they are no part of the plugin. */
final class JobsClasspath {

  private static final String JOBS = "io.dataplat:dataplat-jobs:";
  private static final String RUNTIME = "runtime";
  // Both are of the client of ZooKeeper, which the broker loads and does not use.
  private static final List<Exclusion> UNUSED =
      List.of(
          new Exclusion("io.netty", "*", "*", "*"), new Exclusion("ch.qos.logback", "*", "*", "*"));

  private static final List<Exclusion> OTHER_PLATFORMS =
      List.of(new Exclusion("io.zonky.test.postgres", "*", "*", "*"));

  private final RepositorySystem system;
  private final RepositorySystemSession session;
  private final List<RemoteRepository> repositories;

  JobsClasspath(
      RepositorySystem system,
      RepositorySystemSession session,
      List<RemoteRepository> repositories) {
    this.system = system;
    this.session = session;
    this.repositories = repositories;
  }

  /**
   * Finds the jobs of a version.
   *
   * @param withBroker whether a Kafka broker comes with them, which only a stream needs
   * @param withDatabase whether a PostgreSQL comes with them, which only an embedded database needs
   * @param withKeyValues whether a Redis comes with them, which only an embedded store needs
   */
  List<Path> resolve(
      String version, boolean withBroker, boolean withDatabase, boolean withKeyValues)
      throws MojoFailureException {
    var jobs = new CollectRequest();
    jobs.setRoot(new Dependency(new DefaultArtifact(JOBS + version), RUNTIME));
    List<Artifact> found = new ArrayList<>(resolve(jobs, "the jobs of version " + version));
    if (withBroker) {
      var broker = List.of(JobsProcess.resource("broker.artifact"));
      found.addAll(resolve(broker, UNUSED, found, "the Kafka broker of a local run"));
    }
    if (withDatabase) {
      var database =
          JobsProcess.resource("database.artifacts").replace("PLATFORM", platform()).lines();
      found.addAll(
          resolve(database.toList(), OTHER_PLATFORMS, found, "the PostgreSQL of a local run"));
    }
    if (withKeyValues) {
      var store = List.of(JobsProcess.resource("key-values.artifact"));
      found.addAll(resolve(store, List.of(), found, "the Redis of a local run"));
    }
    return found.stream().map(artifact -> artifact.getFile().toPath()).distinct().toList();
  }

  /** Which binaries run on this machine. */
  static String platform() {
    var system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    var processor = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    var isArm = processor.equals("aarch64") || processor.equals("arm64");
    if (system.startsWith("windows")) {
      return "windows-amd64";
    }
    var architecture = isArm ? "arm64v8" : "amd64";
    if (system.startsWith("mac")) {
      return "darwin-" + architecture;
    }
    var isAlpine = Files.exists(Path.of("/etc/alpine-release"));
    return "linux-" + architecture + (isAlpine ? "-alpine" : "");
  }

  // What both need comes in the version of the jobs.
  private List<Artifact> resolve(
      List<String> artifacts, List<Exclusion> unused, List<Artifact> jobs, String what)
      throws MojoFailureException {
    var collect = new CollectRequest();
    artifacts.forEach(
        artifact ->
            collect.addDependency(
                new Dependency(new DefaultArtifact(artifact), RUNTIME, false, unused)));
    jobs.forEach(each -> collect.addManagedDependency(new Dependency(each, RUNTIME)));
    return resolve(collect, what);
  }

  private List<Artifact> resolve(CollectRequest collect, String what) throws MojoFailureException {
    collect.setRepositories(repositories);
    try {
      return system
          .resolveDependencies(session, new DependencyRequest(collect, null))
          .getArtifactResults()
          .stream()
          .map(ArtifactResult::getArtifact)
          .toList();
    } catch (DependencyResolutionException e) {
      throw new MojoFailureException(what + " cannot be resolved: " + e.getMessage(), e);
    }
  }
}
