package io.dataplat.compiler.backend.sparkapplication;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.diagnostic.SourceSpan;
import io.dataplat.compiler.plan.DeploymentPlan;
import io.dataplat.compiler.plan.DomainPlan;
import io.dataplat.compiler.plan.PipelinePlan;
import io.dataplat.compiler.plan.TaskPlan;
import java.nio.charset.StandardCharsets;

/**
 * Checks that job plans fit into the annotation that carries them: Kubernetes takes 256 KiB for all
 * annotations of an object together.
 */
public final class PlanSize {

  private static final int LARGEST_KIBIBYTES = 200;

  // UTF-8 takes no more for one char.
  private static final int MOST_BYTES = 3;

  private PlanSize() {}

  /** Reports each task whose plan is too large, at the pipeline's document. */
  public static void check(DeploymentPlan plan, Diagnostics findings) {
    for (DomainPlan domain : plan.domains()) {
      for (PipelinePlan pipeline : domain.pipelines()) {
        pipeline.tasks().forEach(task -> check(pipeline, task, findings));
      }
    }
  }

  private static void check(PipelinePlan pipeline, TaskPlan task, Diagnostics findings) {
    int bytes = bytes(task.jobPlanText());
    if (bytes > LARGEST_KIBIBYTES * 1024) {
      findings
          .reporter(Rules.PLAN_TOO_LARGE)
          .at(
              SourceSpan.ofFile(pipeline.source()),
              "the plan of task `%s.%s.%s` has %s KiB, %s KiB are possible"
                  .formatted(
                      pipeline.domain(),
                      pipeline.name(),
                      task.name(),
                      (bytes + 1023) / 1024,
                      LARGEST_KIBIBYTES),
              "split the task into two, with a dataset in between");
    }
  }

  /** Returns the size in UTF-8, or less where that is no more than is possible anyway. */
  private static int bytes(String text) {
    return text.length() * MOST_BYTES <= LARGEST_KIBIBYTES * 1024
        ? text.length()
        : text.getBytes(StandardCharsets.UTF_8).length;
  }
}
