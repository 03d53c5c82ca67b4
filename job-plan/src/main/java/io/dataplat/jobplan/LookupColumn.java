package io.dataplat.jobplan;

import java.util.Optional;

/**
 * A column that a lookup adds.
 *
 * @param column what it is called where it is looked up
 * @param unknown the text of its value where no row is found; absent for null
 * @param surrogateKeyOf the dataset whose surrogate key of the looked up key is the value where no
 *     row is found
 */
public record LookupColumn(
    String name, String column, Optional<String> unknown, Optional<String> surrogateKeyOf) {}
