package io.dataplat.jobplan;

import java.util.Map;

/**
 * The row of a dimension that stands for what is not known.
 *
 * @param values the texts of its values by column; columns that are not named are null
 */
public record UnknownMember(Map<String, String> values) {
  /** The surrogate key of every unknown member. */
  public static final String SURROGATE_KEY = "0".repeat(32);

  /** What stands in the row instead of a batch, as none of them wrote it. */
  public static final String BATCH = "unknown-member";

  /** Copies what the caller may still change. */
  public UnknownMember {
    values = Ordered.copyOf(values);
  }
}
