package io.dataplat.jobplan;

/** Which rows mean that a key is gone; no plan of version 1.0 has one. */
public record Deletes(String when, String keepTombstones) {}
