package io.dataplat.sql;

import java.util.Optional;

/**
 * A value that SQL names as {@code :name}.
 *
 * @param type Spark DDL text; {@code string} for a column name used in {@code IDENTIFIER(:name)}
 * @param value the text of the value, if it is known at compile time
 */
public record Parameter(String name, String type, Optional<String> value) {}
