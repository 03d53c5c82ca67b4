package io.dataplat.maven;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
   */
  List<Path> resolve(String version, boolean withBroker) throws MojoFailureException {
    var jobs = new CollectRequest();
    jobs.setRoot(new Dependency(new DefaultArtifact(JOBS + version), RUNTIME));
    List<Artifact> found = new ArrayList<>(resolve(jobs, "the jobs of version " + version));
    if (withBroker) {
      var broker = new CollectRequest();
      broker.addDependency(
          new Dependency(
              new DefaultArtifact(JobsProcess.resource("broker.artifact")),
              RUNTIME,
              false,
              UNUSED));
      // What both need comes in the version of the jobs.
      found.forEach(each -> broker.addManagedDependency(new Dependency(each, RUNTIME)));
      found.addAll(resolve(broker, "the Kafka broker of a local run"));
    }
    return found.stream().map(artifact -> artifact.getFile().toPath()).distinct().toList();
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
