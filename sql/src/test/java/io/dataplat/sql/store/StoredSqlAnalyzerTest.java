package io.dataplat.sql.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.sql.ExpressionRequest;
import io.dataplat.sql.FitProblem;
import io.dataplat.sql.GroupsRequest;
import io.dataplat.sql.Parameter;
import io.dataplat.sql.QueryRequest;
import io.dataplat.sql.Relation;
import io.dataplat.sql.RowGroups;
import io.dataplat.sql.SqlAnalysis;
import io.dataplat.sql.SqlAnalyzer;
import io.dataplat.sql.SqlColumn;
import io.dataplat.sql.spark.SparkSqlAnalyzer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredSqlAnalyzerTest {
  private static final List<SqlColumn> COLUMNS =
      List.of(new SqlColumn("price", "decimal(12,2)", true), new SqlColumn("day", "date", false));
  private static final QueryRequest QUERY =
      query("SELECT day, sum(price) AS `größe` FROM orders WHERE day < :day GROUP BY day");
  private static final QueryRequest WRONG = query("SELECT pric FROM orders");
  private static final ExpressionRequest EXPRESSION =
      new ExpressionRequest("price > 0", Relation.of("orders", COLUMNS), "UTC");

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  private static QueryRequest query(String sql) {
    return new QueryRequest(
        sql,
        List.of(Relation.of("orders", COLUMNS).withKey(List.of("day"))),
        List.of(new Parameter("day", "date", Optional.of("2026-01-01"))),
        "Europe/Zurich");
  }

  private StoredSqlAnalyzer over(SqlAnalyzer analyzer, String version) {
    return new StoredSqlAnalyzer(analyzer, folder.resolve("below/answers"), version);
  }

  /** Fails at every question. */
  private static final class Silent implements SqlAnalyzer {
    @Override
    public SqlAnalysis analyzeQuery(QueryRequest request) {
      throw new AssertionError("asked again");
    }

    @Override
    public RowGroups rowGroups(GroupsRequest request) {
      throw new AssertionError("asked again");
    }

    @Override
    public SqlAnalysis analyzeExpression(ExpressionRequest request) {
      throw new AssertionError("asked again");
    }

    @Override
    public List<FitProblem> fit(List<SqlColumn> delivered, List<SqlColumn> contract) {
      throw new AssertionError("asked again");
    }

    @Override
    public boolean isValidType(String type) {
      throw new AssertionError("asked again");
    }

    @Override
    public Set<String> reservedWords() {
      return Set.of();
    }
  }

  private static List<Object> allAnswers(SqlAnalyzer analyzer) {
    return List.of(
        analyzer.analyzeQuery(QUERY),
        analyzer.analyzeQuery(WRONG),
        analyzer.rowGroups(new GroupsRequest(QUERY, QUERY.relations().get(0).name())),
        analyzer.analyzeExpression(EXPRESSION),
        analyzer.fit(COLUMNS, List.of(new SqlColumn("price", "int", false))),
        analyzer.isValidType("array<int>"),
        analyzer.isValidType("arrya<int>"));
  }

  @Test
  void theNextProcessAnswersAllFromTheFileWithoutTheAnalyser() {
    var first = over(new SparkSqlAnalyzer(), "1");
    var answers = allAnswers(first);
    assertThat(answers).isEqualTo(allAnswers(new SparkSqlAnalyzer()));
    assertThat(first.save()).isTrue();

    assertThat(allAnswers(over(new Silent(), "1"))).isEqualTo(answers);
  }

  @Test
  void anotherVersionReadsNothing() {
    var first = over(new SparkSqlAnalyzer(), "1");
    allAnswers(first);
    first.save();

    assertThat(new AnswerFile(folder.resolve("below/answers"), "2").read()).isEmpty();
    assertThat(new AnswerFile(folder.resolve("below/answers"), "1").read()).hasSize(7);
  }

  @Test
  void aDamagedFileCountsAsEmptyWhereverTheDamageIs() throws IOException {
    var first = over(new SparkSqlAnalyzer(), "1");
    var answers = allAnswers(first);
    first.save();
    var file = folder.resolve("below/answers");
    byte[] whole = Files.readAllBytes(file);
    for (int at = 0; at < whole.length; at += 7) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 0x20;
      Files.write(file, damaged);
      assertThat(new AnswerFile(file, "1").read()).as("byte %d", at).isEmpty();
    }
    Files.write(file, java.util.Arrays.copyOf(whole, whole.length / 2));
    assertThat(new AnswerFile(file, "1").read()).isEmpty();
    assertThat(allAnswers(over(new SparkSqlAnalyzer(), "1"))).isEqualTo(answers);
  }

  @Test
  void anEntryThatIsNoAnswerIsAskedAgain() throws IOException {
    var file = new AnswerFile(folder.resolve("below/answers"), "1");
    var key = AnswerFile.key(QueryRequest.class.getName(), QUERY);
    file.write(java.util.Map.of(key, new byte[] {0x7f, 1, 2, 3}));

    assertThat(over(new SparkSqlAnalyzer(), "1").analyzeQuery(QUERY))
        .isEqualTo(new SparkSqlAnalyzer().analyzeQuery(QUERY));
  }

  @Test
  void savingWhereNoFileCanBeIsNoFailure() throws IOException {
    Files.writeString(folder.resolve("below"), "a file, not a folder");
    var analyzer = over(new SparkSqlAnalyzer(), "1");
    analyzer.isValidType("int");

    assertThat(analyzer.save()).isFalse();
  }
}
