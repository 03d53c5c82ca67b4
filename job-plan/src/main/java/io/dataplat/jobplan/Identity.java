package io.dataplat.jobplan;

/** Who a plan belongs to; the names stand in its tables, ledger and batch ids. */
public record Identity(String domain, String pipeline, String task, String environment) {
  /** The task in full: domain, pipeline and task, joined by dots. */
  public String taskId() {
    return domain + "." + pipeline + "." + task;
  }
}
