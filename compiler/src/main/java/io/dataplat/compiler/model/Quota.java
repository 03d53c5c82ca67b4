package io.dataplat.compiler.model;

import java.util.Optional;

/** Upper bounds of a domain's namespace; absent means no bound. */
public record Quota(
    Optional<Sourced<Quantity>> cpu,
    Optional<Sourced<Quantity>> memory,
    Optional<Sourced<Integer>> pods,
    Optional<Sourced<Integer>> tasks) {}
