package io.dataplat.e2e;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * The environment {@code e2e}, delivered to a cluster from a repository of its own, with the data
 * that its jobs read.
 */
record Platform(
    Cluster cluster, PlatformRepository repository, GitServer server, DataSide data, SeenPods seen)
    implements AutoCloseable {

  static final String ROOT = Cluster.ENVIRONMENT;

  private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern REPOSITORY = Pattern.compile("repoURL: (\\S+)");
  private static final Duration SAID = Duration.ofMinutes(2);
  private static final Duration REMOVED = Duration.ofMinutes(3);

  /** Serves data and repository, applies {@code argocd/e2e.yaml}; the rest is Argo CD's. */
  static Platform bootstrap() throws IOException {
    String root = Files.readString(CHECKOUT.resolve("argocd/" + ROOT + ".yaml"));
    var address = REPOSITORY.matcher(root).results().findFirst().orElseThrow().group(1);
    var repository = PlatformRepository.of(CHECKOUT, Path.of("target/platform").toAbsolutePath());
    var server = GitServer.serve(repository.served(), URI.create(address));
    var data = DataSide.start(Path.of("target/data").toAbsolutePath());
    var cluster = Cluster.connect();
    var platform = new Platform(cluster, repository, server, data, new SeenPods(cluster));
    platform.remove(); // what an earlier, broken off run has left
    platform.cluster.apply(root);
    return platform;
  }

  /** Waits until each Application of the repository is as it should be. */
  void await(String what, Duration limit, Predicate<Application> ready) {
    var secrets = new ExternalSecrets(cluster);
    Wait.until(
        what,
        limit,
        () -> {
          secrets.make();
          return obstacles(ready);
        });
  }

  /** Waits until Argo CD has applied all that is committed. */
  void awaitSynced() {
    await("all Applications synced", Duration.ofMinutes(3), this::isAtLastCommit);
  }

  /** Argo CD may have looked at a later commit than the last below the path: the same files. */
  boolean isAtLastCommit(Application application) {
    return application.isSynced()
        && application
            .revision()
            .filter(seen -> repository.isLastOf(application.path(), seen))
            .isPresent();
  }

  private List<String> obstacles(Predicate<Application> ready) {
    List<Application> there = cluster.applications();
    List<String> obstacles = new ArrayList<>(expectedApplications());
    there.forEach(application -> obstacles.remove(application.name()));
    obstacles.replaceAll(name -> name + ": does not exist");
    there.stream().filter(ready.negate()).map(Application::trouble).forEach(obstacles::add);
    return obstacles;
  }

  /** Waits until Argo CD says all of this of an Application. */
  void awaitSaid(String application, String... words) {
    Wait.until(
        application + " to say " + List.of(words),
        SAID,
        () -> {
          String trouble = argocd().application(application).trouble();
          return Stream.of(words).allMatch(trouble::contains) ? List.of() : List.of(trouble);
        });
  }

  /** All that the domains have in the cluster now. */
  Inventory inventory() throws IOException {
    return Inventory.of(cluster, CHECKOUT.resolve("generated").resolve(ROOT));
  }

  /** Returns the names of the Applications that the repository holds. */
  List<String> expectedApplications() {
    List<String> names = new ArrayList<>(List.of(ROOT));
    names.addAll(named("application-"));
    return names;
  }

  /** Returns the names of the AppProjects that the repository holds. */
  List<String> expectedProjects() {
    List<String> names = new ArrayList<>(named("appproject-"));
    names.add(ROOT + "--root");
    return names;
  }

  private List<String> named(String kind) {
    Path folder = repository.folder().resolve("generated/" + ROOT + "/argocd");
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.startsWith(kind))
          .map(file -> file.substring(kind.length(), file.length() - ".yaml".length()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new IllegalStateException(folder.toString(), e);
    }
  }

  /** Removes the environment from the cluster, with the approvals that its manifests ask for. */
  private void remove() {
    List<Application> there = cluster.applications();
    argocd().delete("Application", ROOT);
    for (Application application : there) {
      if (!application.name().equals(ROOT)) {
        argocd().delete("Application", application.name());
        argocd().endSync(application.name()); // a deletion waits for its end
        argocd().approve(application.name()); // one from before the deletion would not count
      }
    }
    List<String> namespaces = there.stream().map(Application::namespace).toList();
    Wait.until(
        "the environment removed",
        REMOVED,
        () ->
            Stream.concat(
                    cluster.applications().stream().map(Application::trouble),
                    cluster.namespaces().stream()
                        .filter(namespaces::contains)
                        .map(name -> name + ": still there"))
                .toList());
    for (var project : cluster.argocd("AppProject")) {
      argocd().delete("AppProject", project.getMetadata().getName());
    }
  }

  ArgoCd argocd() {
    return new ArgoCd(cluster.client());
  }

  /** Commits what was changed in the folder of the repository, and lets Argo CD look at it. */
  void merge(String message) throws IOException {
    repository.commit(message);
    lookAtGit();
  }

  /** Tells Argo CD of commits, unless the time that it takes to find them is what is measured. */
  void lookAtGit() {
    if (System.getenv("DATAPLAT_E2E_POLL") == null) {
      cluster.applications().forEach(application -> argocd().lookAtGit(application.name()));
    }
  }

  @Override
  public void close() {
    try (cluster;
        seen;
        repository;
        server;
        data) {
      if (System.getenv("DATAPLAT_E2E_KEEP") == null) {
        remove();
      }
    }
  }

  /** Gives tests the one platform of the run; the first that asks bootstraps it. */
  static final class Given implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == Platform.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      var given =
          context
              .getRoot()
              .getStore(ExtensionContext.Namespace.create(Platform.class))
              .getOrComputeIfAbsent("platform", key -> attempt());
      if (given instanceof Platform platform) {
        return platform;
      }
      throw new IllegalStateException("the platform cannot be bootstrapped", (Throwable) given);
    }

    // What has failed once is not tried again for each test.
    private static Object attempt() {
      try {
        return bootstrap();
      } catch (IOException | RuntimeException | AssertionError e) {
        return e;
      }
    }
  }
}
