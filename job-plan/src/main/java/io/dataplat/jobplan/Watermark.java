package io.dataplat.jobplan;

/** How late the rows of a stream may come. */
public record Watermark(String column, String delay, String futureLimit) {}
