package io.dataplat.jobs.plan;

import io.dataplat.jobplan.DuplicateScope;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.Output;
import io.dataplat.jobplan.PlanMode;
import io.dataplat.jobplan.ReadMode;
import io.dataplat.jobplan.WriteMode;
import java.util.Optional;
import java.util.Set;

/**
 * What no target outside of catalogs takes: streams, changes, and whatever is remembered beside its
 * rows or compared with them.
 *
 * @param name what it is, for people
 * @param modes the ways in which it is written
 */
record TargetReferences(JobPlan plan, String name, Set<WriteMode> modes) {

  void check(Output output) {
    var write = output.write();
    refuseIf(plan.mode() == PlanMode.STREAMING, "in a stream");
    refuseIf(!modes.contains(write.mode()), "with `" + write.mode() + "`");
    refuseIf(write.deletes().isPresent(), "and deletes keys");
    refuseIf(
        plan.inputs().stream().anyMatch(input -> input.read() == ReadMode.CHANGES), "from changes");
    refuseIf(
        output.metrics().stream()
            .anyMatch(metric -> metric.scope().equals(Optional.of(DuplicateScope.TABLE))),
        "and compares rows with what is there");
  }

  /** Whether there is a catalog that holds the rows until they are published. */
  void checkQuarantine() {
    refuseIf(plan.quarantine().isEmpty(), "and has no quarantine");
  }

  private void refuseIf(boolean isRefused, String how) {
    PlanNames.refuseIf(isRefused, "writes " + name + " " + how);
  }
}
