package io.dataplat.jobs.write;

/** Two ways to count the same rows of a staged batch, which must agree before it is published. */
public record Balance(String what, long expected, long found) {}
