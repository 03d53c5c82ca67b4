package io.dataplat.sql.store;

import io.dataplat.sql.ExpressionRequest;
import io.dataplat.sql.FitProblem;
import io.dataplat.sql.GroupsRequest;
import io.dataplat.sql.QueryRequest;
import io.dataplat.sql.RowGroups;
import io.dataplat.sql.SqlAnalysis;
import io.dataplat.sql.SqlAnalyzer;
import io.dataplat.sql.SqlColumn;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * An analyser that asks another one only what nobody asked before, in this process or in an earlier
 * one that wrote the same file. An answer depends on nothing but its question and the version.
 */
public final class StoredSqlAnalyzer implements SqlAnalyzer {
  private static final int MOST_BYTES = 32 << 20;

  private final SqlAnalyzer analyzer;
  private final AnswerFile file;
  private final Map<String, byte[]> stored;
  private final Map<Record, Object> answers = new ConcurrentHashMap<>();
  private final Map<String, byte[]> fresh = new ConcurrentHashMap<>();

  /**
   * An analyser with a file.
   *
   * @param version of all that decides an answer; a file of another version is not read
   */
  public StoredSqlAnalyzer(SqlAnalyzer analyzer, Path file, String version) {
    this.analyzer = analyzer;
    this.file = new AnswerFile(file, version);
    this.stored = new ConcurrentHashMap<>(this.file.read());
  }

  private record Fit(List<SqlColumn> delivered, List<SqlColumn> contract) {}

  private record FitAnswer(List<FitProblem> problems) {}

  private record TypeText(String type) {}

  private record Validity(boolean valid) {}

  @Override
  public SqlAnalysis analyzeQuery(QueryRequest request) {
    return answer(request, SqlAnalysis.class, () -> analyzer.analyzeQuery(request));
  }

  @Override
  public RowGroups rowGroups(GroupsRequest request) {
    return answer(request, RowGroups.class, () -> analyzer.rowGroups(request));
  }

  @Override
  public SqlAnalysis analyzeExpression(ExpressionRequest request) {
    return answer(request, SqlAnalysis.class, () -> analyzer.analyzeExpression(request));
  }

  @Override
  public List<FitProblem> fit(List<SqlColumn> delivered, List<SqlColumn> contract) {
    var question = new Fit(List.copyOf(delivered), List.copyOf(contract));
    return answer(question, FitAnswer.class, () -> new FitAnswer(analyzer.fit(delivered, contract)))
        .problems();
  }

  @Override
  public boolean isValidType(String type) {
    return answer(
            new TypeText(type), Validity.class, () -> new Validity(analyzer.isValidType(type)))
        .valid();
  }

  @Override
  public Set<String> reservedWords() {
    return analyzer.reservedWords();
  }

  private <T extends Record> T answer(Record question, Class<T> type, Supplier<T> analyze) {
    return type.cast(answers.computeIfAbsent(question, asked -> find(asked, type, analyze)));
  }

  private <T extends Record> T find(Record question, Class<T> type, Supplier<T> analyze) {
    var key = AnswerFile.key(question.getClass().getName(), question);
    var known = stored.get(key);
    if (known != null) {
      try {
        return type.cast(RecordReader.read(known, type));
      } catch (IOException | RuntimeException damaged) {
        stored.remove(key);
      }
    }
    var answer = analyze.get();
    fresh.put(key, RecordWriter.bytes(answer));
    return answer;
  }

  /**
   * Writes what is new to the file. Answers are only ever a saving: where they cannot be kept, the
   * next process asks again.
   *
   * @return whether the answers are all in the file
   */
  public boolean save() {
    if (fresh.isEmpty()) {
      return true;
    }
    var all = new TreeMap<>(stored);
    if (all.values().stream().mapToInt(bytes -> bytes.length).sum() > MOST_BYTES) {
      all.clear();
    }
    all.putAll(fresh);
    try {
      file.write(all);
      return true;
    } catch (IOException notKept) {
      return false;
    }
  }
}
