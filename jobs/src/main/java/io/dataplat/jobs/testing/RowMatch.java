package io.dataplat.jobs.testing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Pairs expected rows with actual ones, both as multisets; an expected row is compared in the
 * columns that it names.
 *
 * @param expected the values by column of each row
 * @param keys the columns that tell which row is meant, if an expected row names all of them
 */
record RowMatch(
    List<Map<String, String>> expected, List<Map<String, String>> actual, List<String> keys) {

  private static final int NONE = -1;

  /** An expected row and what is there instead; one of them may be lacking, as {@code -1}. */
  record Pair(int expected, int actual) {

    boolean isMissing() {
      return actual == NONE;
    }

    boolean isUnexpected() {
      return expected == NONE;
    }
  }

  /** What differs: pairs with changed cells and missing rows, then unexpected ones. */
  List<Pair> differences() {
    var partner = exact();
    var taken = new BitSet();
    Arrays.stream(partner).filter(each -> each != NONE).forEach(taken::set);
    var pairs = new ArrayList<Pair>();
    for (int i = 0; i < expected.size(); i++) {
      if (partner[i] == NONE) {
        var nearest = nearest(expected.get(i), taken);
        if (nearest != NONE) {
          taken.set(nearest);
        }
        pairs.add(new Pair(i, nearest));
      }
    }
    for (int i = taken.nextClearBit(0); i < actual.size(); i = taken.nextClearBit(i + 1)) {
      pairs.add(new Pair(NONE, i));
    }
    return pairs;
  }

  // As many pairs of equal rows as there can be: a row that names few columns must not take the
  // only partner of one that names more.
  private int[] exact() {
    var ofActual = new int[actual.size()];
    Arrays.fill(ofActual, NONE);
    for (int i = 0; i < expected.size(); i++) {
      place(i, ofActual, new BitSet());
    }
    var partner = new int[expected.size()];
    Arrays.fill(partner, NONE);
    for (int i = 0; i < ofActual.length; i++) {
      if (ofActual[i] != NONE) {
        partner[ofActual[i]] = i;
      }
    }
    return partner;
  }

  private boolean place(int row, int[] ofActual, BitSet tried) {
    var equal =
        IntStream.range(0, ofActual.length)
            .filter(i -> !tried.get(i) && isEqual(expected.get(row), actual.get(i)))
            .toArray();
    for (int i : equal) {
      if (ofActual[i] == NONE) {
        ofActual[i] = row;
        return true;
      }
    }
    for (int i : equal) {
      tried.set(i);
      if (place(ofActual[i], ofActual, tried)) {
        ofActual[i] = row;
        return true;
      }
    }
    return false;
  }

  private static boolean isEqual(Map<String, String> row, Map<String, String> other) {
    return row.entrySet().stream()
        .allMatch(cell -> cell.getValue().equals(other.get(cell.getKey())));
  }

  private int nearest(Map<String, String> row, BitSet taken) {
    var isKeyed = !keys.isEmpty() && row.keySet().containsAll(keys);
    var best = NONE;
    var most = 0L;
    for (int i = taken.nextClearBit(0); i < actual.size(); i = taken.nextClearBit(i + 1)) {
      var other = actual.get(i);
      var equal = equalCells(row, other);
      var fits = isKeyed ? keys.stream().allMatch(key -> isEqualIn(key, row, other)) : equal > most;
      if (fits) {
        best = i;
        most = equal;
        if (isKeyed) {
          return best;
        }
      }
    }
    return best;
  }

  private static boolean isEqualIn(
      String column, Map<String, String> row, Map<String, String> other) {
    return String.valueOf(row.get(column)).equals(other.get(column));
  }

  private static long equalCells(Map<String, String> row, Map<String, String> other) {
    return row.keySet().stream().filter(column -> isEqualIn(column, row, other)).count();
  }
}
