package io.dataplat.compiler.check;

import io.dataplat.compiler.diagnostic.SourceSpan;
import java.util.Optional;

/**
 * Something that takes a name on a system.
 *
 * @param key equal for the same name on the same system
 * @param written whether two environments that share it would disturb each other
 * @param asset where Airflow knows it, if it does
 */
record PhysicalName(
    String key,
    String what,
    String owner,
    boolean written,
    Optional<String> asset,
    String environment,
    SourceSpan span) {}
