package io.dataplat.jobs.testing;

import io.dataplat.jobplan.TaskTest;
import java.time.Duration;
import java.util.List;

/** What became of a test; one that has no problems has passed. */
public record TestResult(TaskTest test, Duration time, List<String> problems) {
  /** Copies what the caller may still change. */
  public TestResult {
    problems = List.copyOf(problems);
  }

  /** Whether everything was as expected. */
  public boolean isPassed() {
    return problems.isEmpty();
  }

  /** The domain that the test belongs to. */
  public String domain() {
    return test.id().substring(0, test.id().indexOf('.'));
  }

  /** The name of the test in its domain. */
  public String name() {
    return test.id().substring(test.id().indexOf('.') + 1);
  }
}
