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
    JobPlan plan,
    RunSlice slice,
    String runId,
    String planHash,
    String fingerprint,
    Progress progress) {

  void publish(Optional<Branch> quarantine, List<StagedOutput> outputs) {
    quarantine.ifPresent(
        branch -> {
          var entry = entry(branch.snapshot(), branch.sequenceNumber(), Map.of());
          var ledger = Ledger.EMPTY.with(slice.batch().value(), entry);
          branch.publish(QuarantineTable.ledgerKey(plan.identity()), ledger.text());
        });
    outputs.forEach(this::publish);
  }

  private void publish(StagedOutput output) {
    var target = output.target();
    var key = target.output().ledgerKey();
    var ledger = ledger(output);
    slice.changes().ifPresent(range -> ReadPosition.stage(target, range));
    output.stage().publish(key, ledger, target.ledger());
    progress.published(target.output(), target.place().name());
    slice.changes().ifPresent(range -> ReadPosition.clean(target, range));
  }

  private Ledger ledger(StagedOutput output) {
    var before = output.target().ledger();
    var stage = output.stage();
    var entry = entry(stage.snapshot(), stage.sequenceNumber(), output.counters());
    return slice
        .changes()
        .map(
            range ->
                before
                    .without(ReadPosition.undone(plan.identity(), before, range))
                    .with(slice.batch().value(), entry)
                    .readTo(range.position()))
        .orElseGet(() -> before.with(slice.batch().value(), entry));
  }

  private LedgerEntry entry(long snapshot, long sequenceNumber, Map<String, Long> counters) {
    var start = slice.interval().map(DataInterval::start).map(String::valueOf).orElse("");
    var end = slice.time().toString();
    return new LedgerEntry(
        planHash, fingerprint, start, end, snapshot, sequenceNumber, runId, counters);
  }
}
