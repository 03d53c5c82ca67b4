package io.dataplat.maven;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * A local Maven repository of this build's own: its artifacts as a release would lay them down,
 * everything else by a link to the user's repository, which never sees these artifacts.
 */
final class LocalRepository {

  private static final List<String> JARS = List.of("job-plan", "sql", "jobs", "compiler");

  private final Path folder;
  private final String version;

  private LocalRepository(Path folder, String version) {
    this.folder = folder;
    this.version = version;
  }

  /** Makes the repository from the jars of {@code mvn package}. */
  static Path of(Path build, Path users, Path folder, String version) {
    try {
      var repository = new LocalRepository(folder, version);
      repository.linkAll(users, folder, "io");
      repository.linkAll(users.resolve("io"), folder.resolve("io"), "dataplat");
      repository.install(build);
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void linkAll(Path from, Path to, String except) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> children = Files.list(from)) {
      for (Path child : children.toList()) {
        Path link = to.resolve(child.getFileName());
        boolean wanted = !child.getFileName().toString().equals(except);
        if (wanted && Files.isDirectory(child) && !Files.exists(link)) {
          Files.createSymbolicLink(link, child.toRealPath());
        }
      }
    }
  }

  private void install(Path build) throws IOException {
    copy(build.resolve("pom.xml"), "dataplat", ".pom");
    for (String module : JARS) {
      install(build.resolve(module), "dataplat-" + module);
    }
    install(build.resolve("maven-plugin"), "dataplat-maven-plugin");
  }

  private void install(Path module, String artifact) throws IOException {
    copy(module.resolve("pom.xml"), artifact, ".pom");
    Path jar = module.resolve("target").resolve(artifact + "-" + version + ".jar");
    copy(jar, artifact, ".jar");
  }

  private void copy(Path file, String artifact, String extension) throws IOException {
    Path target = folder.resolve("io/dataplat").resolve(artifact).resolve(version);
    Files.createDirectories(target);
    Files.copy(
        file,
        target.resolve(artifact + "-" + version + extension),
        StandardCopyOption.REPLACE_EXISTING);
  }
}
