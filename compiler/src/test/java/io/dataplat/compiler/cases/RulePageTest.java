package io.dataplat.compiler.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.compiler.AnalysedInOneProcess;
import io.dataplat.compiler.diagnostic.Rule;
import io.dataplat.compiler.diagnostic.Rules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a page calls right is right: it takes all findings away from the case of the rule. */
class RulePageTest {

  @TempDir private Path folder;

  @ParameterizedTest(name = "{0}")
  @MethodSource("repairs")
  void theRepairOnThePageRepairsTheCase(SnippetCase snippet, RulePage.Repair repair)
      throws IOException {
    snippet.writeTo(folder.resolve("repository"));
    Path file = folder.resolve("repository").resolve(repair.file());
    var repaired = repair.in(Files.readString(file));

    assertThat(repaired).as("the wrong lines of the page, in %s", file).isPresent();
    Files.writeString(file, repaired.orElseThrow());
    assertThat(AnalysedInOneProcess.compile(folder.resolve("repository")).diagnostics()).isEmpty();
  }

  static Stream<Object[]> repairs() throws IOException {
    List<Object[]> repairs = new ArrayList<>();
    for (SnippetCase snippet : SnippetCase.all()) {
      for (Rule rule : Rules.all()) {
        if (rule.id().equals(snippet.shortName())) {
          RulePage.of(rule)
              .repair()
              .ifPresent(repair -> repairs.add(new Object[] {snippet, repair}));
        }
      }
    }
    return repairs.stream();
  }
}
