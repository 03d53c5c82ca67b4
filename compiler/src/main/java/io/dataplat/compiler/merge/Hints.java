package io.dataplat.compiler.merge;

import io.dataplat.compiler.diagnostic.NearNames;
import java.util.Collection;
import java.util.stream.Collectors;

/** What a finding about a wrong name proposes. */
public final class Hints {
  private static final int MOST = 12;

  private Hints() {}

  /** Proposes the nearest known name, or lists what is known; {@code what} is a plural. */
  public static String nearest(String wrong, Collection<String> known, String what) {
    return NearNames.nearest(wrong, known)
        .map("did you mean `%s`?"::formatted)
        .orElseGet(() -> listed(known, what));
  }

  /** Lists known names. */
  public static String listed(Collection<String> known, String what) {
    if (known.isEmpty()) {
      return "there are no " + what;
    }
    var names = known.stream().sorted().limit(MOST).collect(Collectors.joining("`, `", "`", "`"));
    return "known %s: %s%s".formatted(what, names, known.size() > MOST ? ", ..." : "");
  }
}
