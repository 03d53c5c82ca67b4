package io.dataplat.sql;

import java.util.Optional;

/**
 * A mistake in SQL text; lines and columns count from 1 in characters of the text given (an emoji
 * is one), the end is exclusive.
 */
public record SqlProblem(
    String rule,
    int line,
    int column,
    int endLine,
    int endColumn,
    String message,
    Optional<String> hint,
    boolean warning) {}
