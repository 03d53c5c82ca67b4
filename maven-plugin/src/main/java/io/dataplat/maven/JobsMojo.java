package io.dataplat.maven;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.repository.RemoteRepository;
import org.jspecify.annotations.Nullable;

/** What the goals that start jobs on this machine have in common: the plans and the jobs. */
abstract class JobsMojo extends RepositoryMojo {

  @Parameter(defaultValue = "${repositorySystemSession}", readonly = true)
  private @Nullable RepositorySystemSession session;

  @Parameter(defaultValue = "${project.remotePluginRepositories}", readonly = true)
  private @Nullable List<RemoteRepository> repositories;

  @Inject private @Nullable RepositorySystem system;

  @Override
  final boolean keepsAnswers() {
    return true;
  }

  final LocalPlans compiledPlans() throws MojoFailureException {
    var result = compileEmbedded();
    tellErrors(result);
    return LocalPlans.of(result);
  }

  final JobsProcess process(boolean withBroker, boolean withDatabase, boolean withKeyValues)
      throws MojoFailureException {
    return new JobsProcess(classpath(withBroker, withDatabase, withKeyValues), root());
  }

  private List<Path> classpath(boolean withBroker, boolean withDatabase, boolean withKeyValues)
      throws MojoFailureException {
    return new JobsClasspath(
            Optional.ofNullable(system).orElseThrow(),
            Optional.ofNullable(session).orElseThrow(),
            Optional.ofNullable(repositories).orElse(List.of()))
        .resolve(version(), withBroker, withDatabase, withKeyValues);
  }
}
