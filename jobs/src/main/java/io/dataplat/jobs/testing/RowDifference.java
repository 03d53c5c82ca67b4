package io.dataplat.jobs.testing;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * The difference between expected and actual rows, for people.
 *
 * @param name what the rows are of
 * @param place where they are expected, as {@code file:line}
 * @param lines the line of each expected row
 * @param width how many characters a line may have
 */
record RowDifference(String name, String place, List<Integer> lines, RowMatch rows, int width) {

  private static final String CHANGED = "~";
  private static final String MISSING = "-";
  private static final String UNEXPECTED = "+";
  private static final int MOST_ROWS = 20;
  private static final int NARROWEST = 12;

  /** The text; empty if there is no difference. */
  String text() {
    var differences = rows.differences();
    if (differences.isEmpty()) {
      return "";
    }
    var columns = columns();
    var table = new ArrayList<List<String>>();
    table.add(header(columns));
    differences.stream().limit(MOST_ROWS).forEach(pair -> table.add(line(pair, columns)));
    var more = differences.size() - MOST_ROWS;
    return heading(differences)
        + new AlignedText(table, width, NARROWEST).text()
        + (more > 0 ? "    and " + more + " more\n" : "");
  }

  private String heading(List<RowMatch.Pair> differences) {
    var wrong = differences.stream().filter(pair -> !pair.isUnexpected()).count();
    return "  %s: %s of %s expected rows as they should be, %s rows found (%s)\n"
        .formatted(
            name,
            rows.expected().size() - wrong,
            rows.expected().size(),
            rows.actual().size(),
            place);
  }

  // Of keys first, then what any row names; a table of which nothing is named shows all it has.
  private List<String> columns() {
    var columns = new LinkedHashSet<String>(rows.keys());
    rows.expected().forEach(row -> columns.addAll(row.keySet()));
    if (rows.expected().isEmpty()) {
      rows.actual().forEach(row -> columns.addAll(row.keySet()));
    }
    return List.copyOf(columns);
  }

  private static List<String> header(List<String> columns) {
    var header = new ArrayList<String>();
    header.add("");
    header.addAll(columns);
    header.add("");
    return header;
  }

  private List<String> line(RowMatch.Pair pair, List<String> columns) {
    var cells = new ArrayList<String>();
    cells.add(pair.isUnexpected() ? UNEXPECTED : pair.isMissing() ? MISSING : CHANGED);
    columns.forEach(column -> cells.add(cell(pair, column)));
    cells.add(
        pair.isUnexpected()
            ? "unexpected"
            : (pair.isMissing() ? "missing, line " : "line ") + lines.get(pair.expected()));
    return cells;
  }

  private String cell(RowMatch.Pair pair, String column) {
    if (pair.isUnexpected()) {
      return value(rows.actual().get(pair.actual()), column);
    }
    var wanted = rows.expected().get(pair.expected());
    if (pair.isMissing()) {
      return value(wanted, column);
    }
    var found = value(rows.actual().get(pair.actual()), column);
    return wanted.containsKey(column) && !value(wanted, column).equals(found)
        ? value(wanted, column) + " -> " + found
        : found;
  }

  private static String value(Map<String, String> row, String column) {
    return row.getOrDefault(column, "");
  }
}
