package io.dataplat.jobs;

/** A run that must stop, with a rule in words; its message never holds a value of the data. */
public final class JobFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ExitCode exitCode;
  private final String rule;

  /** A failure of one rule. */
  public JobFailure(ExitCode exitCode, String rule, String message) {
    super(message);
    this.exitCode = exitCode;
    this.rule = rule;
  }

  /** The exit code of the process. */
  public ExitCode exitCode() {
    return exitCode;
  }

  /** The rule in words. */
  public String rule() {
    return rule;
  }
}
