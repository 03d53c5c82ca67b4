package io.dataplat.jobplan;

/**
 * A column of an output by which its rows are grouped.
 *
 * @param value its value in SQL, over a row that is grouped
 */
public record GroupColumn(String column, String value) {}
