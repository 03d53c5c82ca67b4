package io.dataplat.maven;

import java.nio.file.Path;
import java.util.List;
import org.apache.maven.plugin.MojoFailureException;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.resolution.DependencyResolutionException;

/** Finds the jobs and their Spark; only a run needs them, so they are no part of the plugin. */
final class JobsClasspath {

  private static final String JOBS = "io.dataplat:dataplat-jobs:";

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
    var collect = new CollectRequest();
    collect.setRoot(new Dependency(new DefaultArtifact(JOBS + version), "runtime"));
    collect.setRepositories(repositories);
    if (withBroker) {
      collect.addDependency(new Dependency(new DefaultArtifact(broker()), "runtime"));
    }
    try {
      return system
          .resolveDependencies(session, new DependencyRequest(collect, null))
          .getArtifactResults()
          .stream()
          .map(ArtifactResult::getArtifact)
          .map(artifact -> artifact.getFile().toPath())
          .toList();
    } catch (DependencyResolutionException e) {
      throw new MojoFailureException(
          "the jobs of version " + version + " cannot be resolved: " + e.getMessage(), e);
    }
  }

  private static String broker() {
    return JobsProcess.resource("broker.artifact");
  }
}
