package io.dataplat.compiler.diagnostic;

/** A value together with the place where somebody wrote it. */
public record Located<T>(T value, SourceSpan span) {}
