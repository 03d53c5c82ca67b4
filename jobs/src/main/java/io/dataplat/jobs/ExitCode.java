package io.dataplat.jobs;

/** How a job tells Airflow and the Spark operator what became of a run. */
public enum ExitCode {
  /** Published, or nothing had to change. */
  SUCCESS(0),
  /** An error that the job does not know; worth a retry. */
  UNEXPECTED(1),
  /** The arguments are wrong. */
  BAD_ARGUMENTS(2),
  /** The plan is damaged, or of a version that this job does not run. */
  PLAN_REFUSED(3),
  /** A source is missing or does not have the columns of its contract. */
  INPUT_REFUSED(4),
  /** An expectation with the action {@code fail} was violated; nothing was published. */
  EXPECTATION_FAILED(5),
  /** An input does not yet have the whole interval. */
  NOT_READY(6),
  /** Another writer changed the table while the run was staged. */
  CONCURRENT_WRITER(7),
  /** The table or its ledger is in a state that a person must look at. */
  STATE_REFUSED(8),
  /** The counters of the run do not add up; nothing was published. */
  CONSERVATION(9),
  /** An expression of the plan has no value for a row; nothing was published. */
  EXPRESSION_FAILED(10),
  /** A secret is not mounted, or holds nothing. */
  SECRET_REFUSED(11),
  /** A test of a pipeline failed. */
  TEST_FAILED(12);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  /** The process exit code. */
  public int code() {
    return code;
  }
}
