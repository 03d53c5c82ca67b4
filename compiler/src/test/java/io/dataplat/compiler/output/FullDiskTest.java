package io.dataplat.compiler.output;

import static io.dataplat.compiler.output.OutputTestCase.allFilesIn;
import static io.dataplat.compiler.output.OutputTestCase.contents;
import static io.dataplat.compiler.output.OutputTestCase.filesIn;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk of the kernel that is really full, where this user may mount one. */
@Tag("slow")
class FullDiskTest {

  private static final WriteOptions ALL = WriteOptions.allEnvironments();
  private static final int PAGE = 4096;

  private Path disk = Path.of("");

  @BeforeEach
  void mount(@TempDir Path folder) throws Exception {
    disk = Files.createDirectory(folder.resolve("disk"));
    Assumptions.assumeTrue(
        succeeds(
            "mount", "-t", "tmpfs", "-o", "size=1m,nr_inodes=300", "dataplat", disk.toString()),
        "this user may not mount a tmpfs");
  }

  @AfterEach
  void unmount() throws Exception {
    succeeds("umount", "-l", disk.toString());
  }

  @Test
  void whateverSpaceIsLeftTheOldTreeOrTheNewOneIsThere() throws IOException {
    int full = 0;
    int written = 0;
    for (int pages = 0; written < 2; pages += 3) {
      Path base = emptyFolder();
      assertThat(new OutputDirectory(base, "generated").write(tree("old"), ALL).failed()).isFalse();
      SortedMap<String, String> before = allFilesIn(base);
      leaveFree(pages);

      WriteReport report = new OutputDirectory(base, "generated").write(tree("new"), ALL);

      Files.delete(disk.resolve("ballast"));
      if (report.failed()) {
        full++;
        assertThat(report.findings())
            .singleElement()
            .satisfies(finding -> assertThat(finding.rule().id()).isEqualTo("output-not-written"));
        assertThat(allFilesIn(base)).isEqualTo(before);
      } else {
        written++;
        assertThat(filesIn(base)).isEqualTo(contents(tree("new")));
      }
      assertThat(Files.exists(base.resolve(Staging.FOLDER))).isFalse();
    }
    assertThat(full).as("writes that found the disk full").isGreaterThan(10);
  }

  private Path emptyFolder() throws IOException {
    Path base = disk.resolve("base");
    if (Files.exists(base)) {
      try (var files = Files.walk(base)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
    return Files.createDirectory(base);
  }

  private void leaveFree(int pages) throws IOException {
    long free = Files.getFileStore(disk).getUsableSpace() - (long) pages * PAGE;
    Files.write(disk.resolve("ballast"), new byte[(int) Math.max(0, free)]);
  }

  private static List<Artifact> tree(String version) {
    List<Artifact> artifacts = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      String pipeline = "generated/prod/retail/p" + i % 6;
      String text = (version + " " + i + "\n").repeat(100 * (i % 12));
      artifacts.add(new Artifact(pipeline + "/f" + i + ".yaml", version + text, "o"));
      artifacts.add(new Artifact(pipeline + "/" + version + i + ".yaml", version, "o"));
    }
    return artifacts;
  }

  private static boolean succeeds(String... command) throws Exception {
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
    } catch (IOException missing) {
      return false;
    }
  }
}
