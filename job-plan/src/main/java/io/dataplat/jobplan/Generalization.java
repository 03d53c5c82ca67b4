package io.dataplat.jobplan;

import java.util.Optional;

/**
 * What a generalised value keeps: a time its unit, a number the multiple of a step below it, a text
 * its first characters. Exactly one of the three is present.
 */
public record Generalization(
    Optional<TimeUnit> unit, Optional<Integer> step, Optional<Integer> prefix) {}
