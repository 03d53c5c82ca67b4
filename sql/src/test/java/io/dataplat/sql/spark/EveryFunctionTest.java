package io.dataplat.sql.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.catalyst.analysis.FunctionRegistry$;
import org.apache.spark.sql.catalyst.analysis.TableFunctionRegistry$;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Proves that the libraries left out of the class path are not needed: a missing class throws. */
class EveryFunctionTest {
  private static final List<String> ARGUMENTS =
      List.of(
          "",
          "order_id",
          "quantity",
          "ordered_at",
          "tags",
          "order_id, order_id",
          "amount, weight",
          "order_id, 'a', 'b'",
          "tags, x -> x");

  @Test
  @Tag("slow")
  void everyBuiltInFunctionCanBeAnalysed() {
    var names = names();
    assertThat(names).hasSizeGreaterThan(400);
    var unprepared = new TreeSet<String>();
    for (var name : names) {
      for (var arguments : ARGUMENTS) {
        var sql = "SELECT `" + name.replace("`", "``") + "`(" + arguments + ") AS v FROM orders";
        if (Case.problems(sql).contains("failed preparing")) {
          unprepared.add(name);
        }
      }
    }
    // Spark hides a missing class behind this message, but also a wrong argument of these.
    assertThat(unprepared).isSubsetOf("in", "lag", "lead");
  }

  /** Spark hides a class that is missing behind this one message. */
  private static void found(String sql) {
    assertThat(Case.problems(sql)).doesNotContain("failed preparing");
  }

  @Test
  void everyTableFunctionCanBeAnalysed() {
    for (var function :
        Scala.<FunctionIdentifier>list(TableFunctionRegistry$.MODULE$.builtin().listFunction())) {
      for (var arguments : List.of("", "5", "array(1)", "'a', 'b'")) {
        var sql = "SELECT * FROM " + function.funcName() + "(" + arguments + ")";
        assertThatCode(() -> found(sql)).as(sql).doesNotThrowAnyException();
      }
    }
  }

  @Test
  void schemasAreReadFromSamplesDuringTheAnalysis() {
    assertThat(
            Case.columnLines(
                Case.query(
                    """
                    SELECT from_json(email, schema_of_json('{"a": 1}')) AS j,
                           from_csv(email, schema_of_csv('1,x')) AS c,
                           from_xml(email, schema_of_xml('<p><a>1</a></p>')) AS x
                    FROM orders
                    """)))
        .isEqualTo("j struct<a:bigint>\nc struct<_c0:int,_c1:string>\nx struct<a:bigint>");
  }

  private static List<String> names() {
    var names = new ArrayList<String>();
    for (var function :
        Scala.<FunctionIdentifier>list(FunctionRegistry$.MODULE$.builtin().listFunction())) {
      names.add(function.funcName());
    }
    names.sort(null);
    return names;
  }
}
