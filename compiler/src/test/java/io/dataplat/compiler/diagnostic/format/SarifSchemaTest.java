package io.dataplat.compiler.diagnostic.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.dataplat.compiler.diagnostic.Diagnostic;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.diagnostic.SourceSpan;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The schema of the SARIF standard reads our reports. */
class SarifSchemaTest {

  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
          .getSchema(SarifSchemaTest.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json"));

  @Test
  void aFindingOfEveryRuleFits() {
    List<Diagnostic> findings =
        Rules.all().stream()
            .map(rule -> new Diagnostic(rule, new SourceSpan("a b/ü:%.yaml", 2, 3, 4, 1), "odd\n"))
            .toList();

    assertThat(mistakes(report(findings))).isEmpty();
  }

  @Test
  void aRunWithoutFindingsFits() {
    assertThat(mistakes(report(List.of()))).isEmpty();
  }

  @Test
  void theSchemaSeesWhatDoesNotFit() {
    var finding = new Diagnostic(Rules.BAD_NAME, SourceSpan.ofFile("a.yaml"), "odd");

    assertThat(mistakes(report(List.of(finding)).replace("startLine", "beginLine"))).isNotEmpty();
    assertThat(mistakes(report(List.of(finding)).replace("a.yaml", "a\\u0020b^.yaml")))
        .isNotEmpty();
  }

  private static String report(List<Diagnostic> findings) {
    return DiagnosticFormat.SARIF.print(findings, (file, line) -> Optional.empty());
  }

  private static List<Error> mistakes(String report) {
    return SCHEMA.validate(
        report,
        InputFormat.JSON,
        context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
  }
}
