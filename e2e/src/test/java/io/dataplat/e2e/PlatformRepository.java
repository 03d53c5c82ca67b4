package io.dataplat.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.Repository;

/** The repository that Argo CD reads: what the checkout has committed, as one first commit. */
record PlatformRepository(Path folder, Git git) implements AutoCloseable {

  static final String BRANCH = "main";
  static final String DAGS = "generated/e2e/airflow/dags";

  /** Takes the committed files of a checkout, without its history. */
  static PlatformRepository of(Path checkout, Path folder) throws IOException {
    delete(folder);
    Files.createDirectories(folder);
    git(folder, "init", "--quiet", "--initial-branch", BRANCH);
    git(folder, "fetch", "--quiet", "--depth", "1", checkout.toString(), "HEAD");
    String first = git(folder, "commit-tree", "FETCH_HEAD^{tree}", "-m", "The platform");
    git(folder, "reset", "--quiet", "--hard", first.strip());
    Files.delete(folder.resolve(".git/shallow")); // the new commit has no parent to leave out
    return new PlatformRepository(folder, Git.open(folder.toFile()));
  }

  /** Replaces a text in a file, where it must be. */
  void edit(String file, String text, String other) throws IOException {
    Path path = folder.resolve(file);
    String before = Files.readString(path);
    if (!before.contains(text)) {
      throw new IllegalArgumentException(file + " has no `" + text + "`");
    }
    Files.writeString(path, before.replace(text, other));
  }

  /** Adds a file. */
  void add(String file, String text) throws IOException {
    Files.writeString(folder.resolve(file), text);
  }

  /** The files that the next commit has. */
  List<String> changed() throws IOException {
    git(folder, "add", "--all");
    return git(folder, "diff", "--cached", "--name-only").lines().toList();
  }

  void commit(String message) throws IOException {
    git(folder, "add", "--all");
    git(folder, "commit", "--quiet", "--message", message);
  }

  /** Takes the last commits back, the last first, each by another commit. */
  void revert(int commits) throws IOException {
    git(folder, "revert", "--no-edit", "HEAD~" + commits + "..HEAD");
  }

  /** The last commit. */
  String head() throws IOException {
    return git(folder, "rev-parse", "HEAD").strip();
  }

  /** The folder that Airflow takes its DAGs from. */
  Path dags() {
    return folder.resolve(DAGS);
  }

  Repository served() {
    return git.getRepository();
  }

  /** Whether no commit after this one has changed a file below a path. */
  boolean isLastOf(String path, String commit) {
    return lastOf(path, commit).equals(lastOf(path, BRANCH));
  }

  private String lastOf(String path, String commit) {
    try {
      var start = git.getRepository().resolve(commit);
      return git.log().add(start).addPath(path).setMaxCount(1).call().iterator().next().getName();
    } catch (GitAPIException | IOException e) {
      throw new IllegalStateException(path, e);
    }
  }

  @Override
  public void close() {
    git.close();
  }

  private static String git(Path folder, String... arguments) throws IOException {
    List<String> line = new ArrayList<>(List.of("git", "-C", folder.toString()));
    line.addAll(List.of("-c", "user.name=dataplat e2e", "-c", "user.email=e2e@example.org"));
    line.addAll(List.of(arguments));
    Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.onExit().join().exitValue() != 0) {
      throw new IOException(String.join(" ", line) + "\n" + output);
    }
    return output;
  }

  static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        files.sorted(Comparator.reverseOrder()).forEach(PlatformRepository::deleteOne);
      }
    }
  }

  private static void deleteOne(Path path) {
    try {
      Files.delete(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
