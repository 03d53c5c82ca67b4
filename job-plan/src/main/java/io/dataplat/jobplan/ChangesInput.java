package io.dataplat.jobplan;

/** How changed rows of a source are found; no plan of version 1.0 has one. */
public record ChangesInput(String column, String settle, String overlap, String order) {}
