package io.dataplat.compiler.backend;

import io.dataplat.compiler.plan.DeploymentPlan;
import java.util.List;

/** Prints a deployment plan for one platform; pure: no clock, no environment, no file system. */
public interface Backend {
  /** Returns the name for people, such as {@code airflow}. */
  String name();

  /** Returns the documents of a plan, in any fixed order. */
  List<Document> emit(DeploymentPlan plan);
}
