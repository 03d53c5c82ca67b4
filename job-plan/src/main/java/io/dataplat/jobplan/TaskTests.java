package io.dataplat.jobplan;

import java.util.List;

/** Tests that are run one after the other in one process. */
public record TaskTests(List<TaskTest> tests) {
  /** Copies what the caller may still change. */
  public TaskTests {
    tests = List.copyOf(tests);
  }
}
