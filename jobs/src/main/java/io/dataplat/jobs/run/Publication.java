package io.dataplat.jobs.run;

import io.dataplat.jobplan.DataInterval;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobs.write.Branch;
import io.dataplat.jobs.write.Ledger;
import io.dataplat.jobs.write.LedgerEntry;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes staged tables visible: quarantine first, then the outputs in their order. */
record Publication(
    JobPlan plan, RunSlice slice, String planHash, String fingerprint, Progress progress) {

  void publish(Optional<Branch> quarantine, List<StagedOutput> outputs) {
    quarantine.ifPresent(
        branch -> {
          var entry = entry(branch, Map.of());
          var ledger = Ledger.EMPTY.with(slice.batch().value(), entry);
          branch.publish(QuarantineTable.ledgerKey(plan.identity()), ledger.text());
        });
    outputs.forEach(this::publish);
  }

  private void publish(StagedOutput output) {
    var target = output.target();
    var ledger =
        target
            .ledger()
            .with(slice.batch().value(), entry(output.branch(), output.staged().counters()));
    output.branch().publish(target.output().ledgerKey(), ledger.text());
    progress.published(target.output(), target.table().name());
  }

  private LedgerEntry entry(Branch branch, Map<String, Long> counters) {
    var start = slice.interval().map(DataInterval::start).map(String::valueOf).orElse("");
    var end = slice.interval().map(DataInterval::end).orElse(slice.tick()).toString();
    return new LedgerEntry(
        planHash, fingerprint, start, end, branch.snapshot(), branch.sequenceNumber(), counters);
  }
}
