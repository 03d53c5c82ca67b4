package io.dataplat.jobs.testing;

import java.util.ArrayList;
import java.util.List;

/**
 * Cells below each other; the widest columns are cut until a line is short enough.
 *
 * @param lines the cells of each line, as many in each
 * @param width how many characters a line may have
 * @param narrowest how narrow a column is cut at most
 */
record AlignedText(List<List<String>> lines, int width, int narrowest) {

  private static final String MARGIN = "    ";
  private static final String BETWEEN = "  ";
  private static final String CUT = "...";

  /** All lines. */
  String text() {
    var shown = lines.stream().map(AlignedText::printable).toList();
    var widths = widths(shown);
    var text = new StringBuilder();
    for (var line : shown) {
      var row = new StringBuilder(MARGIN);
      for (int i = 0; i < line.size(); i++) {
        var cell = cut(line.get(i), widths.get(i));
        row.append(cell).append(" ".repeat(widths.get(i) - cell.length())).append(BETWEEN);
      }
      text.append(row.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  // Control characters in data must not move the cursor of the reader's terminal.
  private static List<String> printable(List<String> line) {
    return line.stream().map(cell -> cell.replaceAll("[\\p{Cntrl}\\p{Cf}]", "?")).toList();
  }

  private List<Integer> widths(List<List<String>> shown) {
    var widths = new ArrayList<Integer>();
    for (int i = 0; i < shown.get(0).size(); i++) {
      var column = i;
      widths.add(shown.stream().mapToInt(line -> line.get(column).length()).max().orElse(0));
    }
    while (total(widths) > width) {
      var widest = widths.indexOf(widths.stream().max(Integer::compare).orElseThrow());
      if (widths.get(widest) <= narrowest) {
        break;
      }
      widths.set(widest, widths.get(widest) - 1);
    }
    return widths;
  }

  private static int total(List<Integer> widths) {
    return MARGIN.length()
        + widths.stream().mapToInt(each -> each + BETWEEN.length()).sum()
        - BETWEEN.length();
  }

  private static String cut(String cell, int most) {
    return cell.length() <= most ? cell : cell.substring(0, most - CUT.length()) + CUT;
  }
}
