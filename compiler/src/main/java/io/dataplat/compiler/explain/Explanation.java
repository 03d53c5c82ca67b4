package io.dataplat.compiler.explain;

/** The answer to a question about a field; {@code found} is false where there is no such field. */
public record Explanation(boolean found, String text) {}
