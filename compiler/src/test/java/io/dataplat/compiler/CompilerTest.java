package io.dataplat.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.compiler.analysis.AnalysisCache;
import io.dataplat.compiler.init.StarterRepository;
import io.dataplat.compiler.output.OutputDirectory;
import io.dataplat.sql.spark.SparkSqlAnalyzer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompilerTest {

  private final Compiler compiler = new Compiler(new SparkSqlAnalyzer(), AnalysisCache.inMemory());

  @Test
  void thisRepositoryCompilesForAllItsEnvironments() {
    var result = compile(Path.of(".."));

    assertThat(result.diagnostics()).isEmpty();
    assertThat(result.platforms().keySet())
        .containsExactly("dev", "e2e", "local", "prod", "staging");
  }

  @Test
  void theStarterRepositoryCompiles(@TempDir Path folder) {
    assertThat(StarterRepository.write(folder, "0.1.0")).isEmpty();

    assertThat(compile(folder).diagnostics()).isEmpty();
    assertThat(StarterRepository.write(folder, "0.1.0")).contains("README.md");
  }

  @Test
  @Tag("slow")
  void theCommittedOutputIsWhatTheSourcesCompileTo() {
    var output = new OutputDirectory(Path.of(".."), "generated");

    assertThat(output.compare(compile(Path.of("..")).artifacts())).isEmpty();
  }

  private CompileResult compile(Path root) {
    return compiler.compile(new CompileRequest(root, "generated", List.of()));
  }
}
