package io.dataplat.compiler.corpus;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.dataplat.compiler.AnalysedInOneProcess;
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
import net.jqwik.api.Provide;

/** Changes by chance, and what has to hold of a repository after them. */
abstract class ChangedSources {

  private static final Duration A_HANG = Duration.ofMinutes(2);

  @Provide
  Arbitrary<List<Mutation>> changes() {
    Arbitrary<Integer> any = Arbitraries.integers().between(0, 99_999).withoutEdgeCases();
    return Combinators.combine(Arbitraries.of(Mutation.Kind.class), any, any, any)
        .as(Mutation::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(3);
  }

  static void compileChanged(CorpusRepository repository, List<Mutation> changes)
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
