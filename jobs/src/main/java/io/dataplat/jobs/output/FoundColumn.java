package io.dataplat.jobs.output;

import java.util.Optional;

/**
 * A column as a database has it.
 *
 * @param collation how its texts are compared, where the database says so of each column
 */
record FoundColumn(String type, boolean notNull, Optional<String> collation) {}
