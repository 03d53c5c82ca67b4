package io.dataplat.compiler.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import io.dataplat.compiler.AnalysedInOneProcess;
import io.dataplat.compiler.CompileResult;
import io.dataplat.compiler.corpus.SourceTree.Slot;
import io.dataplat.compiler.diagnostic.Diagnostic;
import io.dataplat.compiler.oracle.Tool;
import io.dataplat.compiler.output.Artifact;
import io.dataplat.jobplan.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every hostile text in the place of every text of a repository that has one in each of its fields:
 * what compiles has the same shape as with a harmless text, so that no text became a key, a
 * statement or an expression, and what is refused is refused where the text stands.
 */
@Tag("slow")
class HostileTextTest {

  private static final String HARMLESS = "harmless";
  private static final String MARK = "here it is";
  private static final String CHECK = "src/test/resources/corpus/shapes.py";
  private static final Path TEXTS = Path.of("src/test/resources/corpus/texts");

  // A name or a query that fits its field may not fit what another field says.
  private static final Pattern RIGHT_BY_ITSELF = Pattern.compile("[a-z0-9_.]*|SELECT .*");

  @TempDir private Path folder;

  private final SortedMap<String, String> texts = texts();

  @Test
  void noTextBecomesCode() throws Exception {
    var python = Tool.find("DATAPLAT_AIRFLOW_PYTHON", "python3");
    assertThat(compile(texts).diagnostics()).isEmpty();

    int compiled = 0;
    for (String file : texts.keySet()) {
      int slots = SourceTree.read(texts.get(file)).slots().size();
      for (int slot = 0; slot < slots; slot++) {
        compiled += tryAll(new Place(file, slot));
      }
    }

    assertThat(compiled).as("hostile texts that compile").isGreaterThan(1_000);
    var answer = python.run(List.of(CHECK, folder.resolve("files").toString()));
    assertThat(answer.status()).as(answer.text()).isZero();
  }

  private int tryAll(Place place) throws IOException {
    if (!SourceTree.read(texts.get(place.file)).slots().get(place.slot).value().isTextual()) {
      return 0;
    }
    CompileResult harmless = compile(place.with(HARMLESS, texts));
    Map<String, String> expected = files(harmless.failed() ? compile(texts) : harmless);
    int compiled = 0;
    for (String hostile : HostileTexts.ALL) {
      CompileResult result = compile(place.with(hostile, texts));
      if (!result.failed()) {
        compiled++;
        compare(files(result), expected, place);
      } else if (!RIGHT_BY_ITSELF.matcher(hostile).matches()) {
        assertThat(result.diagnostics())
            .as("findings about %s at %s", hostile, place)
            .anyMatch(finding -> place.isOf(finding, texts));
      }
    }
    return compiled;
  }

  private void compare(Map<String, String> files, Map<String, String> expected, Place place)
      throws IOException {
    for (var each : files.entrySet()) {
      String path = each.getKey();
      String other = expected.get(path);
      if (other == null || each.getValue().equals(other)) {
        continue;
      }
      if (path.contains("/airflow/dags/")) {
        keep(place, path, other);
        keep(place, path, each.getValue());
      } else if (path.endsWith(".yaml")) {
        assertThat(Shape.of(each.getValue()))
            .as("%s of %s", path, place)
            .isEqualTo(Shape.of(other));
      }
    }
  }

  /** What Python and Jinja make of a file, a Python of its own compares. */
  private void keep(Place place, String path, String text) throws IOException {
    String group = place.file + "_" + place.slot + "_" + path;
    Path kept = folder.resolve("files").resolve(group.replace('/', '_'));
    Files.createDirectories(kept);
    Files.writeString(kept.resolve(Sha256.hex(text.getBytes(StandardCharsets.UTF_8))), text);
  }

  private CompileResult compile(SortedMap<String, String> sources) throws IOException {
    Path archive = folder.resolve("sources.zip");
    CorpusRepository.ofTexts("changed", sources).archiveTo(archive, new Random(1));
    try (FileSystem files = FileSystems.newFileSystem(archive)) {
      CompileResult result = AnalysedInOneProcess.compile(files.getPath("/"));
      SoundResult.check(result, sources);
      return result;
    }
  }

  private static Map<String, String> files(CompileResult result) {
    var files = new TreeMap<String, String>();
    for (Artifact artifact : result.failed() ? List.<Artifact>of() : result.artifacts()) {
      files.put(artifact.path(), artifact.content());
    }
    return files;
  }

  private static SortedMap<String, String> texts() {
    try {
      return CorpusRepository.overBase("texts", TEXTS).texts();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The value of a file that is replaced. */
  private record Place(String file, int slot) {

    SortedMap<String, String> with(String text, SortedMap<String, String> texts) {
      SourceTree tree = SourceTree.read(texts.get(file));
      Slot changed = tree.slots().get(slot);
      changed.set(TextNode.valueOf(text));
      var sources = new TreeMap<>(texts);
      sources.put(file, tree.print());
      return sources;
    }

    boolean isOf(Diagnostic finding, SortedMap<String, String> texts) {
      String marked = with(MARK, texts).get(file);
      long line = marked.substring(0, marked.indexOf(MARK)).lines().count();
      return finding.span().file().equals(file)
          && finding.span().startLine() <= line
          && line <= finding.span().endLine();
    }
  }
}
