package io.dataplat.compiler.plan;

import io.dataplat.compiler.model.PipelineId;
import java.util.Locale;

/** The names of Kubernetes objects and Python constants, one-to-one with identifiers. */
public final class Names {

  private Names() {}

  /**
   * Returns the Kubernetes form of an identifier: {@code orders_daily} becomes {@code
   * orders-daily}.
   */
  public static String object(String identifier) {
    return identifier.replace('_', '-');
  }

  /** Joins two identifiers; {@code --} occurs in neither. */
  public static String joined(String first, String second) {
    return object(first) + "--" + object(second);
  }

  /** Returns the name of a task's SparkApplication. */
  public static String application(PipelineId pipeline, String task) {
    return joined(pipeline.name(), task);
  }

  /** Returns the name of the ServiceAccount of a pipeline's executors. */
  public static String executorAccount(PipelineId pipeline) {
    return object(pipeline.name()) + "--executor";
  }

  /** Returns the Airflow pool that bounds the running tasks of a domain. */
  public static String pool(String domain) {
    return "spark_" + domain;
  }

  /** Returns the Python constant of a dataset's asset, such as {@code RETAIL_ORDERS}. */
  public static String constant(String domain, String dataset) {
    return (domain + "__" + dataset).toUpperCase(Locale.ROOT);
  }
}
