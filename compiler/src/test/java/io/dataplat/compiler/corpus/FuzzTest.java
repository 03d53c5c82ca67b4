package io.dataplat.compiler.corpus;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.dataplat.compiler.AnalysedInOneProcess;
import io.dataplat.compiler.cases.SnippetCase;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;

/** Whatever is done to valid sources: findings at their places or sound output, never a crash. */
class FuzzTest {

  private static final Duration A_HANG = Duration.ofMinutes(2);

  @Property(tries = 150, seed = "20261121", edgeCases = EdgeCasesMode.NONE)
  void theSameChangesOfASmallRepository(@ForAll("changes") List<Mutation> changes)
      throws IOException {
    compileChanged(CorpusRepository.of("small", SnippetCase.BASE), changes);
  }

  @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
  void otherChangesOfTheStarterEachTime(@ForAll("changes") List<Mutation> changes)
      throws IOException {
    compileChanged(CorpusRepository.starter(), changes);
  }

  @Property(tries = 4_000, edgeCases = EdgeCasesMode.NONE)
  @Tag("slow")
  void manyChangesOfASmallRepository(@ForAll("changes") List<Mutation> changes) throws IOException {
    compileChanged(CorpusRepository.of("small", SnippetCase.BASE), changes);
  }

  @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
  @Tag("slow")
  void changesOfThisRepository(@ForAll("changes") List<Mutation> changes) throws IOException {
    compileChanged(CorpusRepository.of("this repository", Path.of("..")), changes);
  }

  @Provide
  Arbitrary<List<Mutation>> changes() {
    Arbitrary<Integer> any = Arbitraries.integers().between(0, 99_999).withoutEdgeCases();
    return Combinators.combine(Arbitraries.of(Mutation.Kind.class), any, any, any)
        .as(Mutation::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(3);
  }

  private static void compileChanged(CorpusRepository repository, List<Mutation> changes)
      throws IOException {
    SortedMap<String, String> texts = repository.texts();
    changes.forEach(change -> change.applyTo(texts));
    var changed = CorpusRepository.ofTexts("changed", texts);
    Path archive = Files.createTempFile("fuzz", ".zip");
    try {
      changed.archiveTo(archive, new Random(1));
      try (FileSystem files = FileSystems.newFileSystem(archive)) {
        Path root = files.getPath("/");
        SoundResult.check(
            assertTimeoutPreemptively(A_HANG, () -> AnalysedInOneProcess.compile(root)),
            changed.texts());
      }
    } finally {
      Files.delete(archive);
    }
  }
}
