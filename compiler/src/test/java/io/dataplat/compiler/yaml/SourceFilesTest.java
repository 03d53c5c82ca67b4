package io.dataplat.compiler.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.compiler.diagnostic.Diagnostic;
import io.dataplat.compiler.diagnostic.Diagnostics;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceFilesTest {

  private final Diagnostics diagnostics = new Diagnostics();
  private Path root = Path.of("");

  @BeforeEach
  void makeRoot(@TempDir Path folder) throws IOException {
    root = Files.createDirectory(folder.resolve("repository"));
  }

  @Test
  void sourcesAreReadInTheOrderOfTheirPaths() throws IOException {
    write("pipelines/retail/sql/clean.sql", "SELECT 1");
    write("pipelines/retail/b.yaml", "b: 1");
    write("pipelines/retail/a/z.yaml", "z: 1");
    write("environments/base.yaml", "base: 1");
    write("policies/p.yaml", "p: 1");
    write("pipelines/retail/README.md", "ignored");
    write("pipelines/retail/.hidden.yaml", "ignored");
    write("generated/prod/x.yaml", "ignored");

    SourceFiles files = SourceFiles.read(root, diagnostics);

    assertThat(files.documents())
        .extracting(SourceFile::path)
        .containsExactly(
            "environments/base.yaml",
            "pipelines/retail/a/z.yaml",
            "pipelines/retail/b.yaml",
            "policies/p.yaml");
    assertThat(files.queries()).extracting(SourceFile::text).containsExactly("SELECT 1");
    assertThat(files.find("pipelines/retail/b.yaml")).isPresent();
    assertThat(diagnostics.sorted()).isEmpty();
  }

  @Test
  void anEmptyRepositoryHasNoSources() {
    assertThat(SourceFiles.read(root, diagnostics).documents()).isEmpty();
    assertThat(diagnostics.sorted()).isEmpty();
  }

  @Test
  void textThatIsNotUtf8IsReportedAtItsByte() throws IOException {
    write("pipelines/a.yaml", "a: 1\nü: ");
    Files.write(root.resolve("pipelines/b.yaml"), bytes("a: 1\nü: ", 0xff, 0x20));
    Files.write(root.resolve("pipelines/c.yaml"), bytes("", 0xef, 0xbb, 0xbf, 0x61));
    Files.write(root.resolve("pipelines/d.sql"), bytes("", 0xff, 0xfe, 0x61, 0x00));
    Files.write(root.resolve("pipelines/e.yaml"), bytes("a: ", 0xc3));

    assertThat(SourceFiles.read(root, diagnostics).documents()).hasSize(1);
    assertThat(findings())
        .containsExactly(
            "pipelines/b.yaml:2:4 bad-encoding the byte 0xff is not UTF-8",
            "pipelines/c.yaml:1:1 bad-encoding the file begins with a byte order mark",
            "pipelines/d.sql:1:1 bad-encoding the byte 0xff is not UTF-8",
            "pipelines/e.yaml:1:4 bad-encoding the byte 0xc3 is not UTF-8");
  }

  @Test
  void aHugeFileIsRefusedUnread() throws IOException {
    write("pipelines/huge.yaml", "a: ");
    try (RandomAccessFile file =
        new RandomAccessFile(root.resolve("pipelines/huge.yaml").toFile(), "rw")) {
      file.setLength(100L * 1024 * 1024);
    }
    write("pipelines/largest.yaml", "#".repeat(3 * 1024 * 1024));

    assertThat(SourceFiles.read(root, diagnostics).documents())
        .extracting(SourceFile::path)
        .containsExactly("pipelines/largest.yaml");
    assertThat(findings())
        .containsExactly(
            "pipelines/huge.yaml:1:1 file-too-large the file has more than 3145728 bytes");
  }

  @Test
  void aLinkMayPointToAFileOfTheRepositoryButNotOutOfIt() throws IOException {
    write("pipelines/a.yaml", "a: 1");
    Files.writeString(root.resolveSibling("secret.yaml"), "secret: 1");
    link("pipelines/inside.yaml", "a.yaml");
    link("pipelines/outside.yaml", "../../secret.yaml");
    link("pipelines/up", "../..");
    link("pipelines/loop", ".");
    link("pipelines/broken.yaml", "nowhere");

    assertThat(SourceFiles.read(root, diagnostics).documents())
        .extracting(SourceFile::path)
        .containsExactly("pipelines/a.yaml", "pipelines/inside.yaml");
    assertThat(findings())
        .containsExactly(
            "pipelines/broken.yaml:1:1 unreadable-file `pipelines/broken.yaml` is no source: it leads to nothing",
            "pipelines/loop:1:1 unused-file a symbolic link to a folder is not followed",
            "pipelines/outside.yaml:1:1 outside-root this symbolic link leads out of the repository",
            "pipelines/up:1:1 outside-root this symbolic link leads out of the repository");
  }

  @Test
  void namesThatDifferOnlyInCaseAreReported() throws IOException {
    write("pipelines/retail/orders.yaml", "a: 1");
    write("pipelines/retail/Orders.yaml", "b: 1");
    org.junit.jupiter.api.Assumptions.assumeTrue(
        Files.readString(root.resolve("pipelines/retail/orders.yaml")).equals("a: 1"),
        "this file system does not tell upper and lower case apart");
    SourceFiles.read(root, diagnostics);
    assertThat(findings())
        .containsExactly(
            "pipelines/retail/orders.yaml:1:1 case-collision"
                + " `orders.yaml` and `Orders.yaml` differ only in upper and lower case");
  }

  @Test
  void aDocumentWithTheOtherSuffixIsNotSilentlyLost() throws IOException {
    write("pipelines/retail/orders.yml", "a: 1");
    assertThat(SourceFiles.read(root, diagnostics).documents()).isEmpty();
    assertThat(findings())
        .containsExactly(
            "pipelines/retail/orders.yml:1:1 unused-file a document in a `.yml` file is not read");
  }

  @Test
  void sourcesMayAlsoComeFromMemory() {
    SourceFiles files = SourceFiles.of(Map.of("pipelines/b.yaml", "b", "pipelines/a.yaml", "a"));
    assertThat(SourceFiles.of(Map.of("c", "1\r\n2")).line("c", 1)).contains("1");
    assertThat(SourceFiles.of(Map.of("c", "1\r\n2")).line("c", 3)).isEmpty();
    assertThat(files.documents()).extracting(SourceFile::text).containsExactly("a", "b");
  }

  private List<String> findings() {
    return diagnostics.sorted().stream().map(SourceFilesTest::line).toList();
  }

  private static String line(Diagnostic each) {
    return each.span() + " " + each.rule().id() + " " + each.message();
  }

  private void write(String path, String text) throws IOException {
    Files.createDirectories(root.resolve(path + "/..").normalize());
    Files.writeString(root.resolve(path), text);
  }

  private void link(String path, String target) throws IOException {
    Files.createSymbolicLink(root.resolve(path), Path.of(target));
  }

  private static byte[] bytes(String text, int... more) {
    byte[] start = text.getBytes(StandardCharsets.UTF_8);
    byte[] all = java.util.Arrays.copyOf(start, start.length + more.length);
    for (int i = 0; i < more.length; i++) {
      all[start.length + i] = (byte) more[i];
    }
    return all;
  }
}
