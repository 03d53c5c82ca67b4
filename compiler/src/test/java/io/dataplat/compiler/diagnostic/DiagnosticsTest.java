package io.dataplat.compiler.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.junit.jupiter.api.Test;

class DiagnosticsTest {

  private static final SourceSpan HERE = new SourceSpan("pipelines/a.yaml", 3, 5, 3, 9);
  private static final SourceSpan LATER = new SourceSpan("pipelines/a.yaml", 12, 1, 12, 2);

  private final Diagnostics diagnostics = new Diagnostics();

  @Test
  void findingsAreReadByPlaceWhateverTheOrderTheyCameIn() {
    diagnostics.reporter(Rules.MISSING_FIELD).at(LATER, "`mode` is missing");
    diagnostics
        .reporter(Rules.UNKNOWN_FIELD)
        .at(HERE, "unknown field `mdoe`", "did you mean `mode`?");

    assertThat(diagnostics.sorted())
        .containsExactly(
            new Diagnostic(
                Rules.UNKNOWN_FIELD, HERE, "unknown field `mdoe`", "did you mean `mode`?"),
            new Diagnostic(Rules.MISSING_FIELD, LATER, "`mode` is missing"));
  }

  @Test
  void equalFindingsOfSeveralEnvironmentsAreOneWithTheirNames() {
    for (String environment : List.of("prod", "dev", "prod")) {
      diagnostics.forEnvironment(environment).reporter(Rules.OVER_LIMIT).at(HERE, "too much");
    }
    diagnostics.forEnvironment("dev").reporter(Rules.OVER_LIMIT).at(HERE, "much too much");

    assertThat(diagnostics.sorted())
        .extracting(Diagnostic::message, Diagnostic::environments)
        .containsExactly(
            tuple("much too much", List.of("dev")), tuple("too much", List.of("dev", "prod")));
  }

  @Test
  void aFindingOfAllEnvironmentsStaysOne() {
    diagnostics.forEnvironment("dev").reporter(Rules.OVER_LIMIT).at(HERE, "too much");
    diagnostics.reporter(Rules.OVER_LIMIT).at(HERE, "too much");

    assertThat(diagnostics.sorted())
        .singleElement()
        .satisfies(finding -> assertThat(finding.environments()).isEmpty());
  }

  @Test
  void aFindingOfEachEnvironmentOfTheRunNamesNone() {
    List<String> run = List.of("prod", "dev");
    for (String environment : run) {
      diagnostics.forEnvironment(environment).reporter(Rules.OVER_LIMIT).at(HERE, "too much");
    }
    diagnostics.forEnvironment("dev").reporter(Rules.OVER_LIMIT).at(HERE, "much too much");

    assertThat(diagnostics.sorted(run))
        .extracting(Diagnostic::message, Diagnostic::environments)
        .containsExactly(tuple("much too much", List.of("dev")), tuple("too much", List.of()));
  }

  @Test
  void anEnvironmentSeesItsOwnFindingsAndThoseOfAll() {
    diagnostics.forEnvironment("dev").reporter(Rules.OVER_LIMIT).at(HERE, "too much");

    assertThat(diagnostics.hasErrors()).isTrue();
    assertThat(diagnostics.forEnvironment("dev").hasErrors()).isTrue();
    assertThat(diagnostics.forEnvironment("prod").hasErrors()).isFalse();

    diagnostics.reporter(Rules.MISSING_FIELD).at(LATER, "`mode` is missing");
    assertThat(diagnostics.forEnvironment("prod").hasErrors()).isTrue();
  }

  @Test
  void aWarningIsNoError() {
    diagnostics.reporter(Rules.UNUSED_FILE).at(SourceSpan.ofFile("pipelines/a.sql"), "unused");
    assertThat(diagnostics.hasErrors()).isFalse();
  }

  @Test
  void aSpanCountsFromOneAndDoesNotEndBeforeItStarts() {
    assertThatThrownBy(() -> SourceSpan.at("a", 0, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new SourceSpan("a", 2, 3, 2, 2))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(new SourceSpan("a", 2, 3, 3, 1)).hasToString("a:2:3");
  }
}
