package io.dataplat.jobplan;

/** A template parameter, bound in SQL as {@code :name}. */
public record Parameter(String name, ParameterType type, String value) {}
