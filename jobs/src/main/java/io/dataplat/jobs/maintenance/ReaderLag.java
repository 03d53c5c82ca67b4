package io.dataplat.jobs.maintenance;

import java.time.Duration;

/**
 * How far a reader is behind a table.
 *
 * @param reader the task
 * @param isOverdue whether it is so far behind that nothing is kept for it any more
 */
public record ReaderLag(String reader, Duration lag, boolean isOverdue) {}
