package io.dataplat.jobplan;

import java.util.Optional;

/**
 * Which version of a history is looked up.
 *
 * @param time the column with the time at which the version held; absent for the one that holds
 */
public record LookupVersion(Optional<String> time, String validFrom, String validTo) {}
