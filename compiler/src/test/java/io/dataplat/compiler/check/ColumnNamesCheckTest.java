package io.dataplat.compiler.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.SourceSpan;
import io.dataplat.compiler.model.Column;
import io.dataplat.compiler.model.Sourced;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ColumnNamesCheckTest {

  // The grammar of names has no capitals, so only a change of it could let two such names in.
  @Test
  void namesThatDifferInCaseAreOneInSql() {
    var findings = new Diagnostics();

    ColumnNamesCheck.check(List.of(column("id", 1), column("Id", 2), column("other", 3)), findings);

    assertThat(findings.sorted())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.rule().id()).isEqualTo("duplicate-column-ignoring-case");
              assertThat(finding.span().startLine()).isEqualTo(2);
            });
  }

  private static Column column(String name, int line) {
    return new Column(
        name,
        SourceSpan.at("d.yaml", line, 1),
        Sourced.builtIn("int"),
        false,
        false,
        Column.Classification.INTERNAL,
        Optional.empty(),
        Optional.empty(),
        name,
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of());
  }
}
