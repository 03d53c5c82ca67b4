package io.dataplat.jobs.local;

import io.dataplat.jobs.ExitCode;

/**
 * What became of a task in a local run.
 *
 * @param status in words, for people
 * @param code that of the process, if this task were all of it
 * @param isDone whether what comes after it may run
 * @param runs how many of its intervals were run
 */
public record TaskResult(
    String task, String status, ExitCode code, boolean isDone, int runs, RowCounts rows) {

  /** A task that was left out, and lets nothing after it run. */
  public static TaskResult leftOut(String task, String why) {
    return new TaskResult(task, why, ExitCode.SUCCESS, false, 0, RowCounts.NONE);
  }
}
