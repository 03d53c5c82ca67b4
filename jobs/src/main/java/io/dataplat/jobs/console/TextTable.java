package io.dataplat.jobs.console;

import io.dataplat.jobplan.TechnicalColumns;
import io.dataplat.jobs.session.Names;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** The first rows of a table as text. */
public final class TextTable {

  private static final int WIDEST = 32;

  private TextTable() {}

  /** The first rows by the order of the named columns; technical columns are left out. */
  public static String of(Dataset<Row> table, List<String> order, int rows) {
    var names =
        Arrays.stream(table.columns())
            .filter(name -> !name.startsWith(TechnicalColumns.PREFIX))
            .toList();
    var ordered =
        table.orderBy(
            order.stream().map(name -> functions.col(Names.quote(name))).toArray(Column[]::new));
    var cells =
        ordered
            .select(
                names.stream()
                    .map(name -> functions.col(Names.quote(name)).cast("string"))
                    .toArray(Column[]::new))
            .takeAsList(rows);
    var lines = new ArrayList<List<String>>();
    lines.add(names);
    cells.forEach(row -> lines.add(cells(row)));
    return render(lines);
  }

  private static List<String> cells(Row row) {
    var cells = new ArrayList<String>();
    for (int i = 0; i < row.size(); i++) {
      cells.add(row.isNullAt(i) ? "" : shorten(row.getString(i)));
    }
    return cells;
  }

  // Control characters in data must not move the cursor of the reader's terminal.
  private static String shorten(String text) {
    var printable = text.replaceAll("\\p{Cntrl}", "?");
    return printable.length() <= WIDEST ? printable : printable.substring(0, WIDEST - 3) + "...";
  }

  /** Lines of cells; the first holds the names. */
  public static String render(List<List<String>> lines) {
    var widths = widths(lines);
    var text = new StringBuilder();
    appendRow(text, lines.get(0), widths);
    appendRow(text, widths.stream().map("-"::repeat).toList(), widths);
    lines.subList(1, lines.size()).forEach(line -> appendRow(text, line, widths));
    return text.toString();
  }

  /** Lines of cells with numbers to the right in the columns from one place to before another. */
  public static String renderNumbers(List<List<String>> lines, int from, int to) {
    var widths = widths(lines);
    var aligned = new ArrayList<List<String>>();
    for (var line : lines) {
      var cells = new ArrayList<>(line);
      for (int i = from; i < to; i++) {
        cells.set(i, " ".repeat(widths.get(i) - line.get(i).length()) + line.get(i));
      }
      aligned.add(cells);
    }
    return render(aligned);
  }

  private static List<Integer> widths(List<List<String>> lines) {
    var widths = new ArrayList<>(Collections.nCopies(lines.get(0).size(), 1));
    for (var line : lines) {
      for (int i = 0; i < line.size(); i++) {
        widths.set(i, Math.max(widths.get(i), line.get(i).length()));
      }
    }
    return widths;
  }

  private static void appendRow(StringBuilder text, List<String> cells, List<Integer> widths) {
    var line = new StringBuilder(" ");
    for (int i = 0; i < cells.size(); i++) {
      line.append(' ')
          .append(cells.get(i))
          .append(" ".repeat(widths.get(i) - cells.get(i).length() + 1));
    }
    text.append(line.toString().stripTrailing()).append('\n');
  }
}
