package io.dataplat.compiler.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.compiler.AnalysedInOneProcess;
import io.dataplat.compiler.diagnostic.Diagnostic;
import io.dataplat.compiler.diagnostic.Rules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A contract too long for a case that people read. */
class PlanTooLargeTest {

  @TempDir private Path folder;

  @Test
  void aPlanThatNoAnnotationHoldsIsRefused() throws IOException {
    Path root = folder.resolve("repository");
    new SnippetCase("none", SnippetCase.BASE).writeTo(root);
    Path dataset = root.resolve("pipelines/shop/datasets/orders.yaml");
    String longText = "x".repeat(210 * 1024);
    String contract =
        Files.readString(dataset)
            .replace("key: true", "key: true, allowedValues: [\"" + longText + "\"]");
    Files.writeString(dataset, contract);

    assertThat(AnalysedInOneProcess.compile(root).diagnostics())
        .extracting(Diagnostic::rule)
        .containsExactly(Rules.PLAN_TOO_LARGE);
  }
}
