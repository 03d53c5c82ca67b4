package io.dataplat.compiler.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The committed ownership files say what is in their folders, as anybody can find out. */
class OwnershipTest {

  private static final String NAME = ".dataplat";

  @Test
  void sha256sumFindsEveryListedFileAsItWasGenerated() throws Exception {
    var sha256sum = Tool.find("DATAPLAT_SHA256SUM", "sha256sum");

    for (Path folder : folders()) {
      var answer = sha256sum.run(folder, List.of("--check", "--strict", NAME));
      assertThat(answer.status()).as("%s: %s", folder, answer.text()).isZero();
    }
  }

  @Test
  void eachFolderHoldsExactlyTheFilesThatItsOwnershipFileLists() {
    for (Path folder : folders()) {
      assertThat(listed(folder)).as(folder.toString()).containsExactlyElementsOf(files(folder));
    }
  }

  /** All folders of the output that hold files, and {@code argocd/}. */
  private static List<Path> folders() {
    List<Path> roots =
        Stream.concat(
                GeneratedTree.environments().stream(),
                Stream.of(GeneratedTree.ROOT.resolve("argocd")))
            .toList();
    List<Path> folders =
        roots.stream()
            .flatMap(root -> walk(root).filter(Files::isDirectory))
            .filter(folder -> !files(folder).isEmpty())
            .toList();
    assertThat(folders).hasSizeGreaterThan(roots.size());
    return folders;
  }

  private static List<String> files(Path folder) {
    return walk(folder)
        .filter(file -> folder.equals(file.getParent()) && !Files.isDirectory(file))
        .map(file -> file.getFileName().toString())
        .filter(name -> !name.equals(NAME))
        .sorted()
        .toList();
  }

  private static List<String> listed(Path folder) {
    try {
      return Files.readAllLines(folder.resolve(NAME)).stream()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.substring(line.indexOf("  ") + 2))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(folder.toString(), e);
    }
  }

  private static Stream<Path> walk(Path root) {
    try (Stream<Path> paths = Files.walk(root)) {
      return paths.toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
