package io.dataplat.compiler.corpus;

import io.dataplat.compiler.cases.SnippetCase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Other changes in each run, as many as {@code jqwik.tries.default} says. No other test waits for
 * it; what it finds becomes a case of its own.
 */
class FuzzExploration extends ChangedSources {

  private static final Path TEXTS = Path.of("src/test/resources/corpus/texts");

  @Property(edgeCases = EdgeCasesMode.NONE)
  void changesOfASmallRepository(@ForAll("changes") List<Mutation> changes) throws IOException {
    compileChanged(CorpusRepository.of("small", SnippetCase.BASE), changes);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void changesOfARepositoryOfTexts(@ForAll("changes") List<Mutation> changes) throws IOException {
    compileChanged(CorpusRepository.overBase("texts", TEXTS), changes);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void changesOfTheStarter(@ForAll("changes") List<Mutation> changes) throws IOException {
    compileChanged(CorpusRepository.starter(), changes);
  }
}
