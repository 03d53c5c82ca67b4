package io.dataplat.compiler.diagnostic;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody probably meant: known names a few typing mistakes away from a wrong one. */
public final class NearNames {

  private static final int MOST = 3;

  // Longer input is no typing mistake, and the distance takes quadratic time.
  private static final int LONGEST = 200;

  private NearNames() {}

  /** The nearest known name, if one is near enough to be meant. */
  public static Optional<String> nearest(String wrong, Collection<String> known) {
    return near(wrong, known).stream().findFirst();
  }

  /** Up to three known names that may be meant, the nearest first. */
  public static List<String> near(String wrong, Collection<String> known) {
    if (wrong.length() > LONGEST) {
      return List.of();
    }
    return known.stream()
        .filter(name -> !name.equals(wrong) && name.length() <= LONGEST)
        .distinct()
        .map(name -> new Candidate(name, distance(folded(wrong), folded(name))))
        .filter(candidate -> candidate.distance() <= allowed(wrong, candidate.name()))
        .sorted(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
        .limit(MOST)
        .map(Candidate::name)
        .toList();
  }

  private record Candidate(String name, int distance) {}

  private static String folded(String name) {
    return name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
  }

  private static int allowed(String wrong, String name) {
    return Math.max(1, Math.min(wrong.length(), name.length()) / 3);
  }

  /** Insertions, deletions, replacements and swaps of neighbours between two names. */
  private static int distance(String one, String other) {
    int[][] cost = new int[one.length() + 1][other.length() + 1];
    for (int i = 0; i <= one.length(); i++) {
      for (int j = 0; j <= other.length(); j++) {
        cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(cost, one, other, i, j);
      }
    }
    return cost[one.length()][other.length()];
  }

  private static int cheapest(int[][] cost, String one, String other, int i, int j) {
    int replaced = cost[i - 1][j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
    int best = Math.min(replaced, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
    boolean swapped =
        i > 1
            && j > 1
            && one.charAt(i - 1) == other.charAt(j - 2)
            && one.charAt(i - 2) == other.charAt(j - 1);
    return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
  }
}
