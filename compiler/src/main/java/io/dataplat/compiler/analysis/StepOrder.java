package io.dataplat.compiler.analysis;

import io.dataplat.compiler.model.Task;
import io.dataplat.sql.QueryRequest;
import io.dataplat.sql.Relation;
import io.dataplat.sql.SqlAnalyzer;
import io.dataplat.sql.SqlColumn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The steps of a task, each after those that it reads. */
final class StepOrder {

  // The analyser recognises relations by their columns.
  private static final List<SqlColumn> ANY_COLUMN = List.of(new SqlColumn("any", "int", true));

  private final SqlAnalyzer sql;
  private final Task task;

  StepOrder(SqlAnalyzer sql, Task task) {
    this.sql = sql;
    this.task = task;
  }

  /**
   * Returns for each step the names that it reads.
   *
   * <p>Words suffice, since a word too many only asks for an order that is not needed; where words
   * make a circle, the parser tells which of them are relations.
   */
  Map<String, List<String>> reads() {
    var reads = new LinkedHashMap<String, List<String>>();
    task.steps().forEach(step -> reads.put(step.name(), words(step)));
    var circular = circular(reads);
    for (var step : task.steps()) {
      if (circular.contains(step.name()) && step instanceof Task.Step.Sql query) {
        reads.put(step.name(), parsed(query));
      }
    }
    return reads;
  }

  private List<String> words(Task.Step step) {
    if (step instanceof Task.Step.Sql query) {
      var words = SqlWords.of(query.sql().text());
      return names().filter(name -> words.contains(name.toLowerCase(Locale.ROOT))).toList();
    }
    if (step instanceof Task.Step.Lookup lookup) {
      return List.of(lookup.from().value(), lookup.in().value());
    }
    return List.of(((Task.Step.Deduplicate) step).from().value());
  }

  private List<String> parsed(Task.Step.Sql query) {
    var relations = names().map(name -> Relation.of(name, ANY_COLUMN)).toList();
    var request = new QueryRequest(query.sql().text(), relations, List.of(), "UTC");
    return sql.analyzeQuery(request).relationsUsed();
  }

  private Stream<String> names() {
    return Stream.concat(
        task.inputs().stream().map(Task.Input::alias), task.steps().stream().map(Task.Step::name));
  }

  /** Returns the steps that read themselves, or that wait for such a step. */
  static List<String> circular(Map<String, List<String>> reads) {
    var open = new ArrayList<>(reads.keySet());
    open.removeAll(ordered(reads));
    return open;
  }

  /** Returns the steps outside circles in an order in which each comes after what it reads. */
  static List<String> ordered(Map<String, List<String>> reads) {
    var ordered = new ArrayList<String>();
    Set<String> open = new LinkedHashSet<>(reads.keySet());
    while (true) {
      var ready = open.stream().filter(name -> waitsForNone(reads, name, open)).toList();
      if (ready.isEmpty()) {
        return ordered;
      }
      ordered.addAll(ready);
      ready.forEach(open::remove);
    }
  }

  private static boolean waitsForNone(
      Map<String, List<String>> reads, String name, Set<String> open) {
    return reads.getOrDefault(name, List.of()).stream().noneMatch(open::contains);
  }
}
