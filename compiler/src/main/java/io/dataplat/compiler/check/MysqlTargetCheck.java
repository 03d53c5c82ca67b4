package io.dataplat.compiler.check;

import io.dataplat.compiler.check.DataFlow.Writer;
import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.model.Column;
import io.dataplat.compiler.model.Connection.Place;
import io.dataplat.compiler.model.Dataset;
import io.dataplat.compiler.model.Storage;
import io.dataplat.compiler.model.Task.WriteMode;
import java.util.regex.Pattern;

/** What a table of a MySQL takes that tasks write: its numbers and its indexes have bounds. */
final class MysqlTargetCheck implements Check {

  private static final Pattern DECIMAL = Pattern.compile("decimal\\(\\d+, *(\\d+)\\)");
  private static final int MOST_DIGITS_BEHIND_THE_POINT = 30;
  private static final int MOST_BYTES_OF_KEY = 3072;
  // 255 characters of up to four bytes.
  private static final int BYTES_OF_TEXT = 1020;
  private static final int BYTES_OF_BINARY = 255;
  private static final int BYTES_OF_DECIMAL = 17;
  private static final int BYTES_OF_OTHERS = 8;

  @Override
  public void check(CheckContext context, Diagnostics findings) {
    context
        .flow()
        .writes()
        .filter(writer -> isInMysql(dataset(writer)))
        .map(MysqlTargetCheck::dataset)
        .distinct()
        .forEach(dataset -> checkDecimals(dataset, findings));
    context
        .flow()
        .writes()
        .filter(writer -> isInMysql(dataset(writer)))
        .filter(writer -> writer.output().write().mode().value() == WriteMode.UPSERT)
        .map(MysqlTargetCheck::dataset)
        .distinct()
        .forEach(dataset -> checkKey(dataset, findings));
  }

  private static Dataset dataset(Writer writer) {
    return writer.output().dataset().value();
  }

  private static boolean isInMysql(Dataset dataset) {
    return dataset.storage() instanceof Storage.DatabaseTable table
        && table.connection().place() instanceof Place.Mysql;
  }

  private static void checkDecimals(Dataset dataset, Diagnostics findings) {
    for (var column : dataset.columns()) {
      var decimal = DECIMAL.matcher(column.type().value());
      if (decimal.matches() && Integer.parseInt(decimal.group(1)) > MOST_DIGITS_BEHIND_THE_POINT) {
        findings
            .reporter(Rules.NOT_FOR_THIS_CONNECTION)
            .at(
                column.type().spanOr(column.span()),
                "`%s` of type `%s` cannot be in a table of MySQL, whose numbers have at most %s digits behind the point"
                    .formatted(column.name(), column.type().value(), MOST_DIGITS_BEHIND_THE_POINT));
      }
    }
  }

  private static void checkKey(Dataset dataset, Diagnostics findings) {
    int bytes = 0;
    for (var column : dataset.keyColumns()) {
      bytes += bytes(column);
      if (bytes > MOST_BYTES_OF_KEY) {
        findings
            .reporter(Rules.NOT_FOR_THIS_CONNECTION)
            .at(
                column.span(),
                "with `%s` the key of `%s` takes up to %s bytes, and an index of MySQL %s"
                    .formatted(column.name(), dataset.id(), bytes, MOST_BYTES_OF_KEY),
                "a text in a key takes up to " + BYTES_OF_TEXT + ": use fewer of them");
        return;
      }
    }
  }

  private static int bytes(Column column) {
    var type = column.type().value();
    if (type.startsWith("decimal")) {
      return BYTES_OF_DECIMAL;
    }
    return switch (type) {
      case "string" -> BYTES_OF_TEXT;
      case "binary" -> BYTES_OF_BINARY;
      default -> BYTES_OF_OTHERS;
    };
  }
}
