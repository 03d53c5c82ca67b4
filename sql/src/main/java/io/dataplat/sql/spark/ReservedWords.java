package io.dataplat.sql.spark;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The words that Spark does not take as a name when it follows the SQL standard. */
final class ReservedWords {
  // A list, not a query of the grammar: asking takes longer than compiling a small repository.
  static final Set<String> WORDS =
      Collections.unmodifiableSet(
          new TreeSet<>(
              List.of(
                  ("all and any as authorization both call case cast check collate collation column"
                          + " constraint create cross current_date current_time current_timestamp"
                          + " current_user distinct else end escape except execute false fetch"
                          + " filter for foreign from full grant group having in inner intersect"
                          + " into is join lateral leading left natural not null offset on only or"
                          + " order outer overlaps primary recursive references right select"
                          + " session_user some sql table then time to trailing union unique"
                          + " unknown user using when where with within")
                      .split(" "))));

  private ReservedWords() {}
}
