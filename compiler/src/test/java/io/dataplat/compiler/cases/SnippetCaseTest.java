package io.dataplat.compiler.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.dataplat.compiler.AnalysedInOneProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each case finds, to the letter, what its {@code diagnostics.txt} says.
 *
 * <p>A missing expectation is written, and {@code -Dgolden=overwrite} writes all anew; in both
 * cases the test fails, so that somebody reads what was written.
 */
class SnippetCaseTest {

  @TempDir private Path folder;

  @Test
  void theRepositoryBelowAllCasesHasNoFindings() {
    assertThat(AnalysedInOneProcess.compile(SnippetCase.BASE).diagnostics()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void aCaseFindsWhatIsExpected(SnippetCase snippet) throws IOException {
    String findings = snippet.findings(folder.resolve("repository"));

    Path expectation = snippet.expectation();
    if (!Files.exists(expectation) || "overwrite".equals(System.getProperty("golden"))) {
      Files.writeString(expectation, findings);
      fail("wrote %s: read it, then run again", expectation);
    }
    assertThat(findings).isEqualTo(Files.readString(expectation));
  }

  static Stream<SnippetCase> cases() throws IOException {
    return SnippetCase.all().stream();
  }
}
