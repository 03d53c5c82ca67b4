package io.dataplat.compiler.analysis;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.Rule;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.diagnostic.SourceSpan;
import io.dataplat.sql.SqlAnalysis;
import io.dataplat.sql.SqlProblem;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;

/** Turns what the SQL analyser found into findings at places of the sources. */
final class SqlFindings {

  private static final Map<String, Rule> RULES = new TreeMap<>();

  static {
    Rules.all().forEach(rule -> RULES.put(rule.id(), rule));
  }

  private final Diagnostics findings;

  SqlFindings(Diagnostics findings) {
    this.findings = findings;
  }

  void report(SqlAnalysis analysis, Function<SqlProblem, SourceSpan> place) {
    report(analysis.problems(), place);
  }

  void report(List<SqlProblem> problems, Function<SqlProblem, SourceSpan> place) {
    for (var problem : problems) {
      var rule =
          Objects.requireNonNull(RULES.get(problem.rule()), () -> "no rule " + problem.rule());
      var reporter = findings.reporter(rule);
      var span = place.apply(problem);
      problem
          .hint()
          .ifPresentOrElse(
              hint -> reporter.at(span, problem.message(), hint),
              () -> reporter.at(span, problem.message()));
    }
  }
}
