package io.dataplat.compiler;

import io.dataplat.compiler.analysis.AnalysisCache;
import io.dataplat.sql.spark.SparkSqlAnalyzer;
import java.nio.file.Path;
import java.util.List;

/** Compiles repositories that share one analyser and what it remembers, as one process does. */
public final class AnalysedInOneProcess {

  private static final Compiler COMPILER =
      new Compiler(new SparkSqlAnalyzer(), AnalysisCache.inMemory());

  private AnalysedInOneProcess() {}

  /** Compiles a repository for all its environments. */
  public static CompileResult compile(Path root) {
    return COMPILER.compile(new CompileRequest(root, "generated", List.of()));
  }
}
