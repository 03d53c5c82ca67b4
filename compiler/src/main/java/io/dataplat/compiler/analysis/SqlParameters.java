package io.dataplat.compiler.analysis;

import io.dataplat.compiler.diagnostic.SourceSpan;
import io.dataplat.compiler.model.Pipeline;
import io.dataplat.compiler.model.SqlText;
import io.dataplat.sql.Parameter;
import java.util.Optional;

/** The parameters that SQL may use, with their types in SQL. */
final class SqlParameters {

  private SqlParameters() {}

  /** A bound of the run's interval: known at run time only. */
  static Parameter ofRun(String name) {
    return new Parameter(name, "timestamp", Optional.empty());
  }

  static Parameter ofTemplate(Pipeline.Parameter parameter) {
    var type =
        switch (parameter.type()) {
          case "int", "boolean", "date" -> parameter.type();
          default -> "string";
        };
    return new Parameter(parameter.name(), type, Optional.of(parameter.value().value()));
  }

  /** Returns the place where a text first uses a parameter. */
  static SourceSpan place(SqlText text, String name) {
    var offset = SqlWords.parameter(text.text(), name).orElse(0);
    var before = text.text().substring(0, offset);
    var line = (int) before.chars().filter(character -> character == '\n').count() + 1;
    var lineStart = before.lastIndexOf('\n') + 1;
    var column = before.codePointCount(lineStart, offset) + 1;
    return text.span(line, column, line, column + name.length() + 1);
  }
}
