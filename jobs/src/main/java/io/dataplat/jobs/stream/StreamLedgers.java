package io.dataplat.jobs.stream;

import io.dataplat.jobplan.BatchId;
import io.dataplat.jobplan.StagingBranch;
import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import io.dataplat.jobs.run.OutputTarget;
import io.dataplat.jobs.run.StagedOutput;
import io.dataplat.jobs.write.Branch;
import io.dataplat.jobs.write.Ledger;
import io.dataplat.jobs.write.LedgerEntry;
import io.dataplat.jobs.write.StageTarget;
import io.dataplat.jobs.write.StreamPosition;
import io.dataplat.jobs.write.TopicPosition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.iceberg.Table;
import org.jspecify.annotations.Nullable;

/** How far each output has come, as its table says; only the owner of the lease moves it. */
final class StreamLedgers {

  private final List<OutputTarget> targets;
  private final Lease lease;
  private final int stateVersion;
  private final String stateFingerprint;
  private final Map<String, String> topics;
  private final Map<String, Ledger> ledgers = new LinkedHashMap<>();

  /**
   * The ledgers as the tables have them.
   *
   * @param topics of each topic its identity
   */
  StreamLedgers(
      List<OutputTarget> targets,
      Lease lease,
      int stateVersion,
      String stateFingerprint,
      Map<String, String> topics) {
    this.targets = List.copyOf(targets);
    this.lease = lease;
    this.stateVersion = stateVersion;
    this.stateFingerprint = stateFingerprint;
    this.topics = new TreeMap<>(topics);
    targets.forEach(target -> ledgers.put(target.output().id(), target.ledger()));
  }

  /** Writes the number of the lease into each table, after which no earlier owner can publish. */
  void fence() {
    for (var target : targets) {
      var ledger = ledger(target);
      var held = position(ledger).map(each -> each.heldBy(lease.number()));
      set(
          target,
          ledger.at(
              held.orElse(new StreamPosition("", -1, lease.number(), stateVersion, Map.of())), ""));
    }
  }

  /** The outputs that do not have the micro-batch yet. */
  List<OutputTarget> open(Epoch epoch) {
    lease.check();
    if (epoch.number() > 0 && targets.stream().allMatch(target -> reached(target).isEmpty())) {
      throw new JobFailure(
          ExitCode.STATE_REFUSED,
          "tables-lost",
          "the checkpoint has read on, and no table has anything of what it read: bring the tables"
              + " back, or remove the checkpoint to read the topics anew");
    }
    var open = new ArrayList<OutputTarget>();
    for (var target : targets) {
      if (!isPublished(epoch, target)) {
        open.add(target);
      }
    }
    return open;
  }

  // A position without topics says only who has the lease.
  private Optional<StreamPosition> reached(OutputTarget target) {
    return position(ledger(target)).filter(each -> !each.topics().isEmpty());
  }

  private boolean isPublished(Epoch epoch, OutputTarget target) {
    var position = reached(target);
    if (position.isEmpty()) {
      return false;
    }
    var at = position.get();
    var end = positions(epoch);
    if (at.queryId().equals(epoch.queryId()) && at.epoch() == epoch.number()) {
      if (!at.topics().equals(end)) {
        throw apart(target);
      }
      return true;
    }
    epoch
        .start()
        .forEach(
            (topic, start) -> {
              if (!goesOn(at.topics().get(topic), start)) {
                throw apart(target);
              }
            });
    return false;
  }

  // A partition that the table does not know yet is new.
  private static boolean goesOn(@Nullable TopicPosition at, Map<Integer, Long> start) {
    return at == null
        || at.offsets().entrySet().stream()
            .allMatch(each -> each.getValue().equals(start.get(each.getKey())));
  }

  private static JobFailure apart(OutputTarget target) {
    return new JobFailure(
        ExitCode.STATE_REFUSED,
        "checkpoint-apart",
        "the checkpoint does not go on where the table of `%s` ends"
            .formatted(target.output().id()));
  }

  /** Makes a staged output visible together with the position of the stream. */
  void publish(Epoch epoch, StagedOutput output, String planHash, String runId) {
    lease.check();
    var target = output.target();
    var position =
        new StreamPosition(
            epoch.queryId(), epoch.number(), lease.number(), stateVersion, positions(epoch));
    var frontier = epoch.frontier();
    publish(
        ((StageTarget) output.stage()).branch(),
        target,
        branch ->
            ledger(target)
                .with(
                    new BatchId(epoch.batchId()).value(),
                    new LedgerEntry(
                        planHash,
                        stateFingerprint,
                        "",
                        frontier,
                        branch.snapshot(),
                        branch.sequenceNumber(),
                        runId,
                        output.counters()))
                .at(position, frontier.isEmpty() ? ledger(target).completeThrough() : frontier));
  }

  private void set(OutputTarget target, Ledger ledger) {
    var name =
        StagingBranch.of(
            target.output().stagingBranch(),
            new BatchId("lease/" + lease.number()),
            target.output().id());
    publish(Branch.create(target.table(), name).advance(), target, branch -> ledger);
  }

  // Upkeep may have moved main since the branch was made.
  private void publish(Branch branch, OutputTarget target, Function<Branch, Ledger> ledger) {
    List<Ledger> tried = new ArrayList<>();
    branch.publishAnew(
        key(target),
        staged -> {
          var next = ledger.apply(staged);
          tried.add(next);
          return next.text();
        },
        table -> expectUnchanged(target, table));
    ledgers.put(target.output().id(), tried.get(tried.size() - 1));
  }

  // Whoever else wrote the ledger has the lease now.
  private void expectUnchanged(OutputTarget target, Table table) {
    if (!Ledger.parse(table.properties().get(key(target))).equals(ledger(target))) {
      throw new JobFailure(
          ExitCode.CONCURRENT_WRITER,
          "lease-lost",
          "another instance writes the table of `" + target.output().id() + "`");
    }
  }

  private Map<String, TopicPosition> positions(Epoch epoch) {
    var positions = new TreeMap<String, TopicPosition>();
    epoch
        .end()
        .forEach(
            (topic, offsets) ->
                positions.put(topic, new TopicPosition(topics.getOrDefault(topic, ""), offsets)));
    return positions;
  }

  private static Optional<StreamPosition> position(Ledger ledger) {
    return Optional.ofNullable(ledger.stream());
  }

  private Ledger ledger(OutputTarget target) {
    return ledgers.getOrDefault(target.output().id(), Ledger.EMPTY);
  }

  private static String key(OutputTarget target) {
    return target.output().ledgerKey();
  }
}
