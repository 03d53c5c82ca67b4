package io.dataplat.jobs.input;

import io.dataplat.jobs.database.DatabaseTable;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** The parts of a database table that are read side by side: each row is in exactly one. */
final class TableParts {

  // Below, a connection costs more than it brings.
  private static final long SMALLEST_PAGES = 512;

  private TableParts() {}

  /** The whole table. */
  static List<String> one() {
    return List.of("true");
  }

  /**
   * Parts by the place of the rows; each row of a state keeps its own.
   *
   * @param isWanted whether the number of parts is wished for, and not only possible
   */
  static List<String> byPlace(DatabaseTable table, int most, boolean isWanted) {
    var parts = Math.min(most, table.pages() / (isWanted ? 1 : SMALLEST_PAGES));
    if (!table.hasPlaces() || parts <= 1) {
      return one();
    }
    var step = (table.pages() + parts - 1) / parts;
    var conditions = new ArrayList<String>();
    // The table may have grown since its pages were counted: the last part has no end.
    for (long from = 0; from < table.pages(); from += step) {
      var isLast = from + step >= table.pages();
      conditions.add(
          "ctid >= " + place(from) + (isLast ? "" : " AND ctid < " + place(from + step)));
    }
    return conditions;
  }

  private static String place(long page) {
    return "'(" + page + ",0)'::tid";
  }

  /**
   * Parts by the values of a column of whole numbers; the first one has the nulls too.
   *
   * @param quoted the column as the database takes it
   */
  static List<String> byColumn(String quoted, long least, long greatest, int most) {
    var first = BigInteger.valueOf(least);
    var count = BigInteger.valueOf(greatest).subtract(first).add(BigInteger.ONE);
    var parts = count.min(BigInteger.valueOf(most)).intValueExact();
    if (parts <= 1) {
      return one();
    }
    var conditions = new ArrayList<String>();
    for (int i = 0; i < parts; i++) {
      var from = first.add(count.multiply(BigInteger.valueOf(i)).divide(BigInteger.valueOf(parts)));
      var to =
          first.add(count.multiply(BigInteger.valueOf(i + 1L)).divide(BigInteger.valueOf(parts)));
      if (i == 0) {
        conditions.add("(%s < %s OR %s IS NULL)".formatted(quoted, to, quoted));
      } else {
        conditions.add(
            "%s >= %s".formatted(quoted, from)
                + (i == parts - 1 ? "" : " AND %s < %s".formatted(quoted, to)));
      }
    }
    return conditions;
  }
}
