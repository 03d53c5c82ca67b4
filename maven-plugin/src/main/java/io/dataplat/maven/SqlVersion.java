package io.dataplat.maven;

import io.dataplat.sql.SqlAnalyzer;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Optional;

/** What decides the answers of the SQL analyser besides the question, found without loading it. */
final class SqlVersion {
  private static final String SPARK =
      "org/apache/spark/sql/catalyst/parser/CatalystSqlParser.class";

  private SqlVersion() {}

  /**
   * Returns a text that differs when the analyser's code, Spark or Java does; nothing when the
   * analyser is run from a folder of classes, which somebody may be changing.
   */
  static Optional<String> find(String release) {
    CodeSource code = SqlAnalyzer.class.getProtectionDomain().getCodeSource();
    URL spark = SqlAnalyzer.class.getClassLoader().getResource(SPARK);
    if (code == null || spark == null) {
      return Optional.empty();
    }
    try {
      Path jar = Path.of(code.getLocation().toURI());
      return Files.isRegularFile(jar)
          ? Optional.of(
              String.join(
                  "\n",
                  release,
                  Long.toString(Files.size(jar)),
                  Files.getLastModifiedTime(jar).toString(),
                  spark.toString(),
                  Runtime.version().toString()))
          : Optional.empty();
    } catch (IOException | URISyntaxException notAFile) {
      return Optional.empty();
    }
  }
}
