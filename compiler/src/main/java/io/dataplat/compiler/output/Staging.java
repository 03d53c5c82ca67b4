package io.dataplat.compiler.output;

import io.dataplat.jobplan.Sha256;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The folder beside the output where a write prepares its files. The write happens at the moment
 * when its journal is complete: before that it can be dropped without a trace, after that it can be
 * finished by anybody.
 */
final class Staging implements Closeable {

  static final String FOLDER = ".dataplat-staging";

  private static final String LOCK = "lock";
  private static final String JOURNAL = "journal";

  private final OutputTree tree;
  private final Disk disk;
  private final Path folder;
  private final FileChannel channel;

  private Staging(OutputTree tree, Disk disk, Path folder, FileChannel channel) {
    this.tree = tree;
    this.disk = disk;
    this.folder = folder;
    this.channel = channel;
  }

  static boolean isPresent(OutputTree tree) {
    return Files.exists(tree.resolve(FOLDER), LinkOption.NOFOLLOW_LINKS);
  }

  /** Takes the folder for this process; nothing if another one has it. */
  static Optional<Staging> open(OutputTree tree, Disk disk) throws IOException {
    Path folder = tree.resolve(FOLDER);
    disk.createFolder(folder);
    try {
      return StagingLock.take(folder.resolve(LOCK))
          .map(channel -> new Staging(tree, disk, folder, channel));
    } catch (IOException e) {
      leave(tree, disk, folder);
      throw e;
    }
  }

  /** A disk so full that nobody can take the folder keeps nothing of it but a killed write. */
  private static void leave(OutputTree tree, Disk disk, Path folder) throws IOException {
    List<String> names = tree.names(FOLDER);
    if (names.isEmpty() || names.equals(List.of(LOCK))) {
      for (String name : names) {
        disk.delete(folder.resolve(name));
      }
      disk.delete(folder);
    }
  }

  /**
   * Finishes a write that was killed after its moment, unless somebody has changed the output
   * since.
   */
  boolean recover() throws IOException {
    Path file = folder.resolve(JOURNAL);
    Optional<Journal> journal =
        Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
            ? Journal.parse(Files.readAllBytes(file))
            : Optional.empty();
    boolean finish = journal.isPresent() && fits(journal.get());
    if (finish) {
      apply(journal.get());
    }
    clear();
    return finish;
  }

  private boolean fits(Journal journal) throws IOException {
    List<Journal.Step> steps = journal.steps();
    for (int i = 0; i < steps.size(); i++) {
      Journal.Step step = steps.get(i);
      Optional<String> now = tree.isReachable(step.path()) ? hash(step.path()) : Optional.of("");
      boolean done = now.equals(step.after());
      boolean open = now.equals(step.before()) && (step.after().isEmpty() || isStaged(i, step));
      if (!done && !open) {
        return false;
      }
    }
    return true;
  }

  private Optional<String> hash(String path) throws IOException {
    return switch (tree.kind(path)) {
      case ABSENT -> Optional.empty();
      case FILE -> Optional.of(Sha256.hex(tree.read(path)));
      case FOLDER, OTHER -> Optional.of("");
    };
  }

  private boolean isStaged(int index, Journal.Step step) throws IOException {
    String staged = FOLDER + "/" + index;
    return tree.kind(staged) == OutputTree.Kind.FILE && hash(staged).equals(step.after());
  }

  /** Prepares a write up to its moment. */
  Journal prepare(OutputPlan plan) throws IOException {
    requireOneFileSystem(plan);
    // So that no version control sees the folder, whatever happens.
    disk.write(folder.resolve(".gitignore"), "*\n".getBytes(StandardCharsets.UTF_8));
    int index = plan.deletes().size();
    Set<Path> known = new LinkedHashSet<>();
    for (OutputPlan.Put put : plan.puts()) {
      disk.write(
          folder.resolve(Integer.toString(index++)),
          put.content().getBytes(StandardCharsets.UTF_8));
      createFolders(tree.resolve(put.path()), known);
    }
    Journal journal = Journal.of(plan);
    Path draft = folder.resolve(JOURNAL + ".draft");
    disk.write(draft, journal.print());
    disk.force(draft);
    disk.move(draft, folder.resolve(JOURNAL));
    return journal;
  }

  /** Only within one file system is a move one step. */
  private void requireOneFileSystem(OutputPlan plan) throws IOException {
    Set<String> roots = new LinkedHashSet<>();
    for (OutputPlan.Put put : plan.puts()) {
      String root = put.path().substring(0, put.path().indexOf('/'));
      boolean elsewhere =
          roots.add(root)
              && Files.exists(tree.resolve(root))
              && !Files.getFileStore(tree.resolve(root)).equals(Files.getFileStore(folder));
      if (elsewhere) {
        throw new IOException(
            "`" + root + "` lies on another file system than the folder around it");
      }
    }
  }

  /** Takes back what a failed preparation left. */
  void abandon(OutputPlan plan) throws IOException {
    for (OutputPlan.Put put : plan.puts()) {
      removeEmptyFolders(put.path());
    }
    remove();
  }

  private void createFolders(Path file, Set<Path> known) throws IOException {
    Deque<Path> missing = new ArrayDeque<>();
    Path parent = file.getParent();
    while (parent != null && known.add(parent) && !Files.exists(parent)) {
      missing.push(parent);
      parent = parent.getParent();
    }
    for (Path each : missing) {
      disk.createFolder(each);
    }
  }

  /** Does what a journal says, also what is left of it. */
  void apply(Journal journal) throws IOException {
    if (!hasBegunToMove(journal)) {
      for (Journal.Step step : journal.steps()) {
        delete(step);
      }
    }
    move(journal);
    for (Journal.Step step : journal.steps()) {
      removeEmptyFolders(step.path());
    }
  }

  /** Then all deletes are done, and where case does not count they would now hit what was moved. */
  private boolean hasBegunToMove(Journal journal) {
    for (int i = 0; i < journal.steps().size(); i++) {
      if (journal.steps().get(i).after().isPresent()) {
        return !Files.exists(folder.resolve(Integer.toString(i)), LinkOption.NOFOLLOW_LINKS);
      }
    }
    return false;
  }

  private void move(Journal journal) throws IOException {
    Set<Path> known = new LinkedHashSet<>();
    for (int i = 0; i < journal.steps().size(); i++) {
      Path staged = folder.resolve(Integer.toString(i));
      if (Files.exists(staged, LinkOption.NOFOLLOW_LINKS)) {
        Path target = tree.resolve(journal.steps().get(i).path());
        createFolders(target, known);
        disk.move(staged, target);
      }
    }
  }

  private void delete(Journal.Step step) throws IOException {
    if (step.after().isEmpty() && hash(step.path()).equals(step.before())) {
      disk.delete(tree.resolve(step.path()));
    }
  }

  private void removeEmptyFolders(String path) throws IOException {
    int end = path.lastIndexOf('/');
    String parent = path.substring(0, Math.max(0, end));
    // The output itself stays; below it no folder is kept for nothing.
    if (parent.indexOf('/') < 0
        || tree.kind(parent) != OutputTree.Kind.FOLDER
        || !tree.names(parent).isEmpty()) {
      return;
    }
    disk.delete(tree.resolve(parent));
    removeEmptyFolders(parent);
  }

  /** Removes all but the lock, the journal first: without it the rest means nothing. */
  private void clear() throws IOException {
    if (Files.exists(folder.resolve(JOURNAL), LinkOption.NOFOLLOW_LINKS)) {
      disk.delete(folder.resolve(JOURNAL));
    }
    for (String name : tree.names(FOLDER)) {
      if (!name.equals(LOCK)) {
        disk.delete(folder.resolve(name));
      }
    }
  }

  /** Removes the whole folder. */
  void remove() throws IOException {
    clear();
    disk.delete(folder.resolve(LOCK));
    disk.delete(folder);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
