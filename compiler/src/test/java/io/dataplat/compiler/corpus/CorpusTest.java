package io.dataplat.compiler.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same sources give the same findings and the same bytes, wherever they are compiled. */
class CorpusTest {

  @TempDir private Path folder;

  @Test
  @Tag("slow")
  void anyProcessMakesTheSameOfTheSameSources() throws Exception {
    Map<String, String> expected = compileTwice(CorpusRepository.all());

    compareWithAnotherProcess(
        expected,
        List.of("-XX:ActiveProcessorCount=1", "-Dfile.encoding=ISO-8859-1"),
        List.of("-Duser.language=tr", "-Duser.country=TR", "-Duser.timezone=Pacific/Kiritimati"));
    compareWithAnotherProcess(
        expected,
        List.of("-XX:ActiveProcessorCount=7", "-Dfile.encoding=US-ASCII"),
        List.of("-Duser.language=ar", "-Duser.country=EG", "-Duser.timezone=America/St_Johns"));
  }

  @Test
  void anArchiveListsItsFilesUnsorted() throws IOException {
    List<String> orders = new ArrayList<>();
    for (int seed = 1; seed <= 3; seed++) {
      Path archive = folder.resolve(seed + ".zip");
      CorpusRepository.starter().archiveTo(archive, new Random(seed));
      try (FileSystem files = FileSystems.newFileSystem(archive);
          Stream<Path> listed = Files.list(files.getPath("/environments"))) {
        orders.add(listed.toList().toString());
      }
    }
    assertThat(orders).doesNotHaveDuplicates();
  }

  private Map<String, String> compileTwice(List<CorpusRepository> corpus) throws IOException {
    var compilation = new CorpusCompilation();
    Map<String, String> results = new TreeMap<>();
    for (CorpusRepository each : corpus) {
      Path root = folder.resolve(each.name());
      each.writeTo(root);
      String result = compilation.compile(root);
      assertThat(compilation.compile(root)).as(each.name()).isEqualTo(result);
      results.put(CorpusCompilation.file(Path.of(""), each).toString(), result);
    }
    return results;
  }

  private void compareWithAnotherProcess(
      Map<String, String> expected, List<String> machine, List<String> place) throws Exception {
    Path results = Files.createTempDirectory(folder, "results");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(machine);
    command.addAll(place);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(CorpusCompilation.class.getName(), results.toString(), "7"));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("LC_ALL", "C");
    File log = folder.resolve("process.log").toFile();
    Process process = builder.redirectOutput(log).start();
    try {
      assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).as(Files.readString(log.toPath())).isZero();
    SoftAssertions.assertSoftly(
        all ->
            expected.forEach(
                (name, result) ->
                    all.assertThat(results.resolve(name))
                        .as("%s with %s", name, machine)
                        .content(StandardCharsets.UTF_8)
                        .isEqualTo(result)));
  }
}
