package io.dataplat.compiler.plan;

import io.dataplat.compiler.analysis.AnalysedPlatform;
import io.dataplat.compiler.model.Domain;
import io.dataplat.compiler.model.MaintenancePipeline;
import io.dataplat.compiler.model.Pipeline;
import io.dataplat.compiler.model.PipelineId;
import io.dataplat.compiler.model.TaskOrder;
import io.dataplat.jobplan.JobPlan;
import java.util.ArrayList;
import java.util.List;

/** The job plans of a pipeline alone, for a run without a cluster. */
public final class JobPlans {

  private JobPlans() {}

  /** Returns the plans in the order in which the tasks run; none for an unknown pipeline. */
  public static List<JobPlan> of(AnalysedPlatform analysed, PipelineId id) {
    var planner = new JobPlanner(analysed);
    List<JobPlan> plans = new ArrayList<>();
    for (Domain domain : analysed.platform().domains()) {
      for (Pipeline pipeline : domain.pipelines()) {
        if (pipeline.id().equals(id)) {
          TaskOrder.of(pipeline).forEach(task -> plans.add(planner.plan(domain, pipeline, task)));
        }
      }
      MaintenancePipeline.of(analysed.platform(), domain)
          .filter(pipeline -> pipeline.id().equals(id))
          .ifPresent(pipeline -> plans.addAll(maintenance(analysed, planner, domain, pipeline)));
    }
    return plans;
  }

  private static List<JobPlan> maintenance(
      AnalysedPlatform analysed, JobPlanner planner, Domain domain, Pipeline pipeline) {
    var tables = new MaintenancePlanner(analysed.platform()).plan(domain);
    return pipeline.tasks().stream()
        .map(task -> planner.plan(domain, pipeline, task, tables))
        .toList();
  }
}
