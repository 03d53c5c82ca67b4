package io.dataplat.sql.spark;

import io.dataplat.sql.SqlProblem;
import io.dataplat.sql.spark.SqlText.Range;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.Token;
import org.apache.spark.sql.catalyst.parser.SqlBaseLexer;
import org.apache.spark.sql.catalyst.parser.UpperCaseCharStream;

/** Looks at the tokens before the parser does: size, depth, one statement, and a SELECT. */
final class StatementShape {
  private static final int MOST_CHARACTERS = 200_000;
  private static final int MOST_DEPTH = 200;
  private static final Set<Integer> OPENING =
      Set.of(SqlBaseLexer.LEFT_PAREN, SqlBaseLexer.LEFT_BRACKET, SqlBaseLexer.CASE);
  private static final Set<Integer> CLOSING =
      Set.of(SqlBaseLexer.RIGHT_PAREN, SqlBaseLexer.RIGHT_BRACKET, SqlBaseLexer.END);
  private static final Set<Integer> PREFIXES =
      Set.of(SqlBaseLexer.NOT, SqlBaseLexer.MINUS, SqlBaseLexer.PLUS, SqlBaseLexer.TILDE);
  private static final Set<Integer> NESTED_TYPES =
      Set.of(SqlBaseLexer.ARRAY, SqlBaseLexer.MAP, SqlBaseLexer.STRUCT);
  private static final Set<Integer> OTHER_STATEMENTS =
      Set.of(
          SqlBaseLexer.ADD,
          SqlBaseLexer.ALTER,
          SqlBaseLexer.ANALYZE,
          SqlBaseLexer.BEGIN,
          SqlBaseLexer.CACHE,
          SqlBaseLexer.CALL,
          SqlBaseLexer.CLEAR,
          SqlBaseLexer.COMMENT,
          SqlBaseLexer.COMMIT,
          SqlBaseLexer.CREATE,
          SqlBaseLexer.DECLARE,
          SqlBaseLexer.DELETE,
          SqlBaseLexer.DESC,
          SqlBaseLexer.DESCRIBE,
          SqlBaseLexer.DFS,
          SqlBaseLexer.DROP,
          SqlBaseLexer.EXECUTE,
          SqlBaseLexer.EXPLAIN,
          SqlBaseLexer.EXPORT,
          SqlBaseLexer.GRANT,
          SqlBaseLexer.IMPORT,
          SqlBaseLexer.INSERT,
          SqlBaseLexer.LIST,
          SqlBaseLexer.LOAD,
          SqlBaseLexer.LOCK,
          SqlBaseLexer.MERGE,
          SqlBaseLexer.MSCK,
          SqlBaseLexer.REFRESH,
          SqlBaseLexer.REPAIR,
          SqlBaseLexer.REPLACE,
          SqlBaseLexer.RESET,
          SqlBaseLexer.REVOKE,
          SqlBaseLexer.ROLLBACK,
          SqlBaseLexer.SET,
          SqlBaseLexer.SHOW,
          SqlBaseLexer.START,
          SqlBaseLexer.TRUNCATE,
          SqlBaseLexer.UNCACHE,
          SqlBaseLexer.UNLOCK,
          SqlBaseLexer.UPDATE,
          SqlBaseLexer.USE);

  private StatementShape() {}

  /**
   * The problem that makes parsing pointless, if there is one.
   *
   * @param wanted what the text should be, as in {@code a step is one SELECT}
   */
  static Optional<SqlProblem> problem(SqlText text, String sql, String wanted) {
    if (text.length() > MOST_CHARACTERS) {
      var message = "the SQL text has " + text.length() + " characters; the limit is 200000";
      return Optional.of(text.error("bad-sql", new Range(0, 1), message, split()));
    }
    var tokens = tokens(sql);
    if (tokens.isEmpty()) {
      return Optional.of(
          text.error("bad-sql", text.all(), "there is no SQL here", Optional.of("write a SELECT")));
    }
    return tooDeep(text, tokens)
        .or(() -> otherStatement(text, tokens.get(0), wanted))
        .or(() -> secondStatement(text, tokens, wanted));
  }

  private static Optional<String> split() {
    return Optional.of("split it into several steps");
  }

  private static List<? extends Token> tokens(String sql) {
    var lexer = new SqlBaseLexer(new UpperCaseCharStream(CharStreams.fromString(sql)));
    lexer.removeErrorListeners();
    return lexer.getAllTokens().stream()
        .filter(token -> token.getChannel() == Token.DEFAULT_CHANNEL)
        .toList();
  }

  private static Range range(Token token) {
    return new Range(token.getStartIndex(), token.getStopIndex() + 1);
  }

  private static Optional<SqlProblem> tooDeep(SqlText text, List<? extends Token> tokens) {
    var depth = 0;
    var prefixes = 0;
    var types = 0;
    for (var token : tokens) {
      if (OPENING.contains(token.getType())) {
        depth++;
      } else if (CLOSING.contains(token.getType())) {
        depth--;
      }
      prefixes = PREFIXES.contains(token.getType()) ? prefixes + 1 : 0;
      types += NESTED_TYPES.contains(token.getType()) ? 1 : 0;
      if (depth > MOST_DEPTH || prefixes > MOST_DEPTH || types > MOST_DEPTH) {
        return Optional.of(
            text.error(
                "bad-sql", range(token), "the SQL is nested deeper than 200 levels", split()));
      }
    }
    return Optional.empty();
  }

  private static Optional<SqlProblem> otherStatement(SqlText text, Token first, String wanted) {
    if (!OTHER_STATEMENTS.contains(first.getType())) {
      return Optional.empty();
    }
    var range = range(first);
    var message = wanted + "; `" + text.slice(range) + "` begins another statement";
    return Optional.of(text.error("sql-not-select", range, message, Optional.empty()));
  }

  private static Optional<SqlProblem> secondStatement(
      SqlText text, List<? extends Token> tokens, String wanted) {
    for (var i = 0; i + 1 < tokens.size(); i++) {
      if (tokens.get(i).getType() == SqlBaseLexer.SEMICOLON
          && tokens.get(i + 1).getType() != SqlBaseLexer.SEMICOLON) {
        return Optional.of(
            text.error(
                "sql-not-select",
                range(tokens.get(i + 1)),
                wanted + "; a second statement begins here",
                Optional.empty()));
      }
    }
    return Optional.empty();
  }
}
