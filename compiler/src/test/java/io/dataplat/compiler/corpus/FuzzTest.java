package io.dataplat.compiler.corpus;

import io.dataplat.compiler.cases.SnippetCase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;

/**
 * Whatever is done to valid sources: findings at their places or sound output, never a crash. The
 * changes are the same in each run; {@link FuzzExploration} makes others.
 */
class FuzzTest extends ChangedSources {

  @Property(tries = 150, seed = "20261121", edgeCases = EdgeCasesMode.NONE)
  void changesOfASmallRepository(@ForAll("changes") List<Mutation> changes) throws IOException {
    compileChanged(CorpusRepository.of("small", SnippetCase.BASE), changes);
  }

  @Property(tries = 150, seed = "20261122", edgeCases = EdgeCasesMode.NONE)
  void changesOfTheStarter(@ForAll("changes") List<Mutation> changes) throws IOException {
    compileChanged(CorpusRepository.starter(), changes);
  }

  @Property(tries = 4_000, seed = "20261123", edgeCases = EdgeCasesMode.NONE)
  @Tag("slow")
  void manyChangesOfASmallRepository(@ForAll("changes") List<Mutation> changes) throws IOException {
    compileChanged(CorpusRepository.of("small", SnippetCase.BASE), changes);
  }

  @Property(tries = 150, seed = "20261124", edgeCases = EdgeCasesMode.NONE)
  @Tag("slow")
  void changesOfThisRepository(@ForAll("changes") List<Mutation> changes) throws IOException {
    compileChanged(CorpusRepository.of("this repository", Path.of("..")), changes);
  }
}
