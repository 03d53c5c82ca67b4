package io.dataplat.jobplan;

import java.util.Map;
import java.util.Optional;

/**
 * Rows in, rows out: a test of a task, ready to run on the task's own plan.
 *
 * @param id the full name, such as {@code retail.late_order}
 * @param place where the test stands, as {@code file:line}
 * @param task the full name of the task
 * @param start the bounds of the interval that the run covers, as instants
 * @param given the rows of inputs by alias, and of outputs before the run
 * @param expect the rows of outputs after the run, and of steps
 * @param quarantined the rows that inputs and outputs keep out
 * @param failsWith the expectation, or the job's rule, that the run must fail with
 */
public record TaskTest(
    String id,
    String place,
    String task,
    Optional<String> start,
    Optional<String> end,
    Map<String, TestRows> given,
    Map<String, TestRows> expect,
    Map<String, TestRows> quarantined,
    Optional<String> failsWith) {
  /** Copies what the caller may still change. */
  public TaskTest {
    given = Ordered.copyOf(given);
    expect = Ordered.copyOf(expect);
    quarantined = Ordered.copyOf(quarantined);
  }
}
