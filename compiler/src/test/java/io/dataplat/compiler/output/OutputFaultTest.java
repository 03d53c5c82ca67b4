package io.dataplat.compiler.output;

import static io.dataplat.compiler.output.OutputTestCase.allFilesIn;
import static io.dataplat.compiler.output.OutputTestCase.artifacts;
import static io.dataplat.compiler.output.OutputTestCase.contents;
import static io.dataplat.compiler.output.OutputTestCase.filesIn;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A write that is killed at any step, or finds the disk full, leaves the old tree or the new one,
 * never a mixture.
 */
class OutputFaultTest {

  private static final WriteOptions ALL = WriteOptions.allEnvironments();
  private static final List<Artifact> OLD =
      artifacts(
          "argocd/prod.yaml", "root\n",
          "generated/prod/retail/a.yaml", "a\n",
          "generated/prod/retail/gone/g.yaml", "g\n",
          "generated/prod/retail/gone/h.yaml", "h\n");
  private static final List<Artifact> NEW =
      artifacts(
          "argocd/prod.yaml", "new root\n",
          "generated/prod/retail/a.yaml", "new a\n",
          "generated/prod/iot/live/n.yaml", "n\n",
          "generated/prod/iot/o.yaml", "o\n");

  private Path folder = Path.of("");

  @BeforeEach
  void makeFolder(@TempDir Path temporary) {
    folder = temporary;
  }

  @Test
  void aKillAtAnyStepLeavesTheOldTreeOrTheNewOne() {
    int olds = 0;
    int step = 0;
    Path base = start(step);
    while (isKilled(base, step)) {
      olds += isOldOrNew(base) ? 1 : 0;
      base = start(++step);
    }
    assertThat(filesIn(base)).isEqualTo(contents(NEW));
    assertThat(step).isGreaterThan(25);
    assertThat(olds).isBetween(5, step - 5);
  }

  @Test
  @Tag("slow")
  void aKillWhileThatIsMendedIsMendedToo() {
    int step = 0;
    Path base = start(step);
    while (isKilled(base, step)) {
      for (int second = step % 5; second < 20; second += 5) {
        Path again = start(1_000 * (step + 1) + second);
        isKilled(again, step);
        isKilled(again, second);
        isOldOrNew(again);
      }
      base = start(++step);
    }
    assertThat(step).isGreaterThan(25);
  }

  @Test
  void theNextWriteNeedsNoHelpAfterAKill() {
    int step = 0;
    Path base = start(step);
    while (isKilled(base, step)) {
      List<Artifact> next = artifacts("generated/prod/retail/a.yaml", "third\n");
      assertThat(new OutputDirectory(base, "generated").write(next, ALL).findings()).isEmpty();
      assertThat(filesIn(base)).isEqualTo(contents(next));
      base = start(++step);
    }
    assertThat(step).isGreaterThan(25);
  }

  @Test
  void whoRestoresTheOldTreeAfterAKillKeepsIt() {
    int step = 0;
    Path base = start(step);
    while (isKilled(base, step)) {
      restore(base);
      OutputDirectory output = new OutputDirectory(base, "generated");
      boolean kept = output.compare(OLD).isEmpty();
      boolean finished = output.compare(NEW).isEmpty();
      assertThat(kept || finished).isTrue();
      base = start(++step);
    }
    assertThat(step).isGreaterThan(25);
  }

  @Test
  void aFullDiskIsAFindingAndTouchesNothing() throws IOException {
    int space = 0;
    Path base = start(space);
    SortedMap<String, String> before = allFilesIn(base);
    WriteReport report =
        new OutputDirectory(base, "generated", new FullDisk(space)).write(NEW, ALL);
    while (report.failed()) {
      assertThat(report.findings())
          .singleElement()
          .satisfies(
              finding ->
                  assertThat(finding.message())
                      .isEqualTo("`generated` was not written: No space left on device"));
      assertThat(allFilesIn(base)).isEqualTo(before);
      assertThat(Files.exists(base.resolve(Staging.FOLDER))).isFalse();
      base = start(++space);
      report = new OutputDirectory(base, "generated", new FullDisk(space)).write(NEW, ALL);
    }
    assertThat(filesIn(base)).isEqualTo(contents(NEW));
    assertThat(space).isGreaterThan(10);
  }

  @Test
  void anotherRunThatIsWritingIsNotDisturbed() throws IOException {
    Path base = start(0);
    OutputTree tree = new OutputTree(base);
    try (Staging other = Staging.open(tree, new LocalDisk()).orElseThrow()) {
      WriteReport report = new OutputDirectory(base, "generated").write(NEW, ALL);
      assertThat(report.findings())
          .extracting(each -> each.rule().id())
          .containsExactly("output-not-written");
      assertThat(filesIn(base)).containsAllEntriesOf(contents(OLD));
      other.remove();
    }
    assertThat(new OutputDirectory(base, "generated").write(NEW, ALL).failed()).isFalse();
  }

  private Path start(int step) {
    Path base = folder.resolve("step" + step);
    try {
      Files.createDirectory(base);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    assertThat(new OutputDirectory(base, "generated").write(OLD, ALL).failed()).isFalse();
    return base;
  }

  private static boolean isKilled(Path base, int step) {
    try {
      new OutputDirectory(base, "generated", new KilledDisk(step)).write(NEW, ALL);
      return false;
    } catch (Killed e) {
      return true;
    }
  }

  /** Asks for a comparison, which mends first; then says whether the old tree is left. */
  private static boolean isOldOrNew(Path base) {
    boolean old = new OutputDirectory(base, "generated").compare(OLD).isEmpty();
    assertThat(filesIn(base)).isEqualTo(contents(old ? OLD : NEW));
    assertThat(Files.exists(base.resolve(Staging.FOLDER))).isFalse();
    return old;
  }

  private static void restore(Path base) {
    for (Artifact artifact : NEW) {
      try {
        Files.deleteIfExists(base.resolve(artifact.path()));
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
    Path copy = base.resolveSibling("copy");
    if (!Files.exists(copy)) {
      new OutputDirectory(make(copy), "generated").write(OLD, ALL);
    }
    allFilesIn(base).keySet().stream()
        .filter(path -> path.startsWith("generated/") || path.startsWith("argocd/"))
        .forEach(path -> base.resolve(path).toFile().delete());
    allFilesIn(copy).forEach((path, text) -> OutputTestCase.put(base.resolve(path), text));
  }

  private static Path make(Path path) {
    try {
      return Files.createDirectory(path);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** As if the process were killed: nothing catches it. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  /** Dies before the given change, or half way through it if it is a write. */
  private static final class KilledDisk implements Disk {

    private final Disk disk = new LocalDisk();
    private int left;

    KilledDisk(int step) {
      this.left = step;
    }

    private boolean dies() {
      return left-- <= 0;
    }

    private void step() {
      if (dies()) {
        throw new Killed();
      }
    }

    @Override
    public void createFolder(Path path) throws IOException {
      step();
      disk.createFolder(path);
    }

    @Override
    public void write(Path file, byte[] content) throws IOException {
      if (dies()) {
        disk.write(file, Arrays.copyOf(content, content.length / 2));
        throw new Killed();
      }
      disk.write(file, content);
    }

    @Override
    public void force(Path file) throws IOException {
      step();
      disk.force(file);
    }

    @Override
    public void move(Path from, Path to) throws IOException {
      step();
      disk.move(from, to);
    }

    @Override
    public void delete(Path path) throws IOException {
      step();
      disk.delete(path);
    }
  }

  /** Takes a number of new files and folders, then no more; moves and deletes need no space. */
  private static final class FullDisk implements Disk {

    private final Disk disk = new LocalDisk();
    private int space;

    FullDisk(int space) {
      this.space = space;
    }

    private void take(Path path) throws IOException {
      if (space-- <= 0) {
        throw new FileSystemException(path.toString(), null, "No space left on device");
      }
    }

    @Override
    public void createFolder(Path path) throws IOException {
      take(path);
      disk.createFolder(path);
    }

    @Override
    public void write(Path file, byte[] content) throws IOException {
      take(file);
      disk.write(file, content);
    }

    @Override
    public void force(Path file) throws IOException {
      disk.force(file);
    }

    @Override
    public void move(Path from, Path to) throws IOException {
      disk.move(from, to);
    }

    @Override
    public void delete(Path path) throws IOException {
      disk.delete(path);
    }
  }
}
