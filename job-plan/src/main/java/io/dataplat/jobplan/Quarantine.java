package io.dataplat.jobplan;

import java.util.Optional;

/** The one table for rows that a task did not let through. */
public record Quarantine(
    String connection, String table, QuarantineRows piiRows, Optional<String> rawKeyFile) {}
