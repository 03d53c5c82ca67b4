package io.dataplat.sql.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.catalyst.parser.CatalystSqlParser;
import org.apache.spark.sql.catalyst.parser.SqlBaseLexer;
import org.apache.spark.sql.internal.SQLConf;
import org.junit.jupiter.api.Test;
import scala.Function0;

class ReservedWordsTest {
  @Test
  void theListIsWhatSparksGrammarReserves() {
    var settings = new SQLConf();
    settings.setConfString("spark.sql.ansi.enabled", "true");
    settings.setConfString("spark.sql.ansi.enforceReservedKeywords", "true");
    Function0<Set<String>> asked = ReservedWordsTest::refusedByTheParser;
    assertThat(Case.ANALYZER.reservedWords())
        .containsExactlyElementsOf(SQLConf.withExistingConf(settings, asked));
  }

  private static Set<String> refusedByTheParser() {
    var refused = new TreeSet<String>();
    for (var type = 1; type <= SqlBaseLexer.VOCABULARY.getMaxTokenType(); type++) {
      var literal = SqlBaseLexer.VOCABULARY.getLiteralName(type);
      if (literal != null && literal.matches("'[A-Z_]+'")) {
        var word = literal.replace("'", "").toLowerCase(Locale.ROOT);
        if (!isName(word)) {
          refused.add(word);
        }
      }
    }
    return refused;
  }

  private static boolean isName(String word) {
    try {
      var plan = new CatalystSqlParser().parsePlan("SELECT * FROM " + word + " WHERE x = 1");
      return plan.toString().contains("UnresolvedRelation [" + word + "]");
    } catch (Exception notParsed) {
      return false;
    }
  }
}
