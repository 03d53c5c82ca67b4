package io.dataplat.compiler.check;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.model.Column;
import io.dataplat.compiler.model.Connection.Place;
import io.dataplat.compiler.model.Storage;
import io.dataplat.compiler.model.Task;
import io.dataplat.compiler.model.Task.Consistency;
import java.util.List;

/**
 * How several connections read a table of a database: as it can be split, and as its system can.
 */
final class JdbcInputCheck implements Check {

  private static final List<String> WHOLE = List.of("smallint", "int", "bigint");

  @Override
  public void check(CheckContext context, Diagnostics findings) {
    context
        .flow()
        .reads()
        .map(DataFlow.Reader::input)
        .forEach(input -> input.jdbc().ifPresent(jdbc -> checkJdbc(input, jdbc, findings)));
  }

  private static void checkJdbc(Task.Input input, Task.Jdbc jdbc, Diagnostics findings) {
    var dataset = input.dataset().value();
    if (!(dataset.storage() instanceof Storage.DatabaseTable)) {
      findings
          .reporter(Rules.NOT_FOR_THIS_READ)
          .at(
              jdbc.span(),
              "`jdbc` has no effect on input `%s`: it is about tables of databases"
                  .formatted(input.alias()),
              "remove `jdbc`");
      return;
    }
    checkConsistency(input, jdbc, findings);
    jdbc.partitionColumn()
        .filter(name -> dataset.column(name.value()).filter(JdbcInputCheck::isWhole).isEmpty())
        .ifPresent(
            name ->
                findings
                    .reporter(Rules.NOT_FOR_THIS_TYPE)
                    .at(
                        name.spanOr(jdbc.span()),
                        "`partitionColumn` takes a whole number, which `%s` is not"
                            .formatted(name.value()),
                        "name a column of type `smallint`, `int` or `bigint`, or none: a table is"
                            + " then split by the place of its rows"));
  }

  private static void checkConsistency(Task.Input input, Task.Jdbc jdbc, Diagnostics findings) {
    var connection = input.dataset().value().storage().connection();
    var isMysql = connection.place() instanceof Place.Mysql;
    var isSplit = jdbc.partitionColumn().isPresent() || jdbc.partitions().isPresent();
    if (isMysql && isSplit && jdbc.consistency().value() == Consistency.SNAPSHOT) {
      findings
          .reporter(Rules.NOT_FOR_THIS_READ)
          .at(
              jdbc.span(),
              "connections to MySQL see no common state, so input `%s` is read by one of them"
                  .formatted(input.alias()),
              "remove `jdbc`, or write `consistency: none`, `partitionColumn` and `partitions`");
    }
    if (!isMysql && jdbc.consistency().value() == Consistency.NONE) {
      findings
          .reporter(Rules.NOT_FOR_THIS_READ)
          .at(
              jdbc.consistency().spanOr(jdbc.span()),
              "all connections to `%s` see one state anyway".formatted(connection.name()),
              "remove `consistency`");
    }
  }

  private static boolean isWhole(Column column) {
    return WHOLE.contains(column.type().value());
  }
}
