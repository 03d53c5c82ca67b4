package io.dataplat.jobplan;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row of a test, and the line that it begins at.
 *
 * @param values by column: a text for a single value, a list, a map by name, or null
 */
public record TestRow(int line, Map<String, @Nullable Object> values) {
  /** Copies what the caller may still change. */
  public TestRow {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }
}
