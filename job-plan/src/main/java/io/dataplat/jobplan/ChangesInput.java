package io.dataplat.jobplan;

import java.util.Optional;

/**
 * How new rows of a database table are found.
 *
 * @param column grows: each row gets a value above those of all rows before it
 * @param settle a time is read when it is so old; for a number, how long to wait for transactions
 * @param overlap how much of what was read before is read again
 */
public record ChangesInput(String column, String settle, Optional<String> overlap) {}
