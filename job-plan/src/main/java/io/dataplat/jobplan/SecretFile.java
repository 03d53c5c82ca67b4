package io.dataplat.jobplan;

/** A connection property whose value is the content of a mounted file. */
public record SecretFile(String property, String file) {}
