package io.dataplat.compiler.plan;

import io.dataplat.compiler.model.Sourced;
import io.dataplat.jobplan.JobPlan;
import java.time.Duration;
import java.util.List;

/**
 * A task: one Spark application that executes one job plan.
 *
 * @param name the identifier, which is the Airflow task id
 * @param applicationName the SparkApplication's name
 * @param upstream the tasks of the same pipeline that come before, sorted
 * @param inlets what it reads, sorted by name
 * @param outlets what it updates, sorted by name
 * @param jobPlan the document that the application executes
 * @param jobPlanText the same as the indented JSON that the Pods carry
 */
public record TaskPlan(
    String name,
    String applicationName,
    List<String> upstream,
    List<AssetPlan> inlets,
    List<AssetPlan> outlets,
    Sourced<Integer> retries,
    Sourced<Duration> retryDelay,
    Sourced<Duration> timeout,
    ApplicationPlan application,
    JobPlan jobPlan,
    String jobPlanText) {
  public TaskPlan {
    upstream = List.copyOf(upstream);
    inlets = List.copyOf(inlets);
    outlets = List.copyOf(outlets);
  }
}
