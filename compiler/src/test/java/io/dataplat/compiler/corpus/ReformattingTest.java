package io.dataplat.compiler.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.compiler.CompileResult;
import io.dataplat.compiler.OwnOutput;
import io.dataplat.compiler.cases.SnippetCase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import org.junit.jupiter.api.Test;

/** How sources are laid out does not reach one byte of the output. */
class ReformattingTest {

  @Test
  void oneMeaningHasManyForms() {
    Set<String> forms =
        LongStream.range(0, 50)
            .mapToObj(
                seed ->
                    new Reformatting(seed).of("{a: {b: 1, c: [x, 'yes']}, columns: {z: 1, y: 2}}"))
            .collect(Collectors.toSet());

    assertThat(forms).hasSizeGreaterThan(40);
  }

  @Property(tries = 40, seed = "20261121")
  void aSmallRepositoryMayBeLaidOutAnyHow(@ForAll long seed) throws IOException {
    assertSameOutput(CorpusRepository.of("small", SnippetCase.BASE), seed);
  }

  @Property(tries = 40, seed = "20261121")
  void theStarterMayBeLaidOutAnyHow(@ForAll long seed) {
    assertSameOutput(CorpusRepository.starter(), seed);
  }

  @Property(tries = 40, seed = "20261121")
  @Tag("slow")
  void thisRepositoryMayBeLaidOutAnyHow(@ForAll long seed) throws IOException {
    assertSameOutput(CorpusRepository.of("this repository", Path.of("..")), seed);
  }

  private static void assertSameOutput(CorpusRepository repository, long seed) {
    SortedMap<String, String> texts = repository.texts();
    CompileResult expected = OwnOutput.compile(texts);
    assertThat(expected.artifacts()).isNotEmpty();

    var reformatting = new Reformatting(seed);
    texts.replaceAll((path, text) -> path.endsWith(".yaml") ? reformatting.of(text) : text);
    CompileResult result = OwnOutput.compile(texts);

    assertThat(result.diagnostics()).isEmpty();
    SortedMap<String, String> files = files(result);
    assertThat(files.keySet()).isEqualTo(files(expected).keySet());
    files(expected).forEach((path, text) -> assertThat(files.get(path)).as(path).isEqualTo(text));
  }

  private static SortedMap<String, String> files(CompileResult result) {
    SortedMap<String, String> files = new TreeMap<>();
    result.artifacts().forEach(artifact -> files.put(artifact.path(), artifact.content()));
    return files;
  }
}
