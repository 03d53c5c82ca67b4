package io.dataplat.jobs.telemetry;

import io.dataplat.jobplan.BatchId;
import io.dataplat.jobplan.Input;
import io.dataplat.jobs.input.CheckedInput;
import io.dataplat.jobs.input.PinnedInput;
import io.dataplat.jobs.run.ForwardedProgress;
import io.dataplat.jobs.run.OutputTarget;
import io.dataplat.jobs.run.Progress;
import io.dataplat.jobs.telemetry.RunRecord.StageRecord;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Notes what becomes known of a run on its way, so that it can be told of wherever it ends. */
final class RunNotes extends ForwardedProgress {

  private final BiConsumer<BatchId, String> onAbandoned;
  private final Clock clock;
  private final Instant startedAt;
  private final List<StageRecord> stages = new ArrayList<>();
  private final Map<String, Long> heads = new LinkedHashMap<>();
  private final Map<String, List<String>> unknownColumns = new LinkedHashMap<>();
  private Instant since;
  private List<PinnedInput> inputs = List.of();
  private Optional<String> fingerprint = Optional.empty();
  private List<OutputTarget> outputs = List.of();
  private List<OutputTarget> open = List.of();

  /** Notes of a run that begins now; whoever listened to it hears all the same. */
  RunNotes(Progress listener, Clock clock, BiConsumer<BatchId, String> onAbandoned) {
    super(listener);
    this.onAbandoned = onAbandoned;
    this.clock = clock;
    this.startedAt = clock.instant();
    this.since = startedAt;
  }

  Instant startedAt() {
    return startedAt;
  }

  List<StageRecord> stages() {
    return List.copyOf(stages);
  }

  List<PinnedInput> inputs() {
    return inputs;
  }

  Optional<String> fingerprint() {
    return fingerprint;
  }

  List<OutputTarget> outputs() {
    return outputs;
  }

  /**
   * The outputs that had the batch when it was looked for; not by this attempt, which may repeat.
   */
  List<OutputTarget> publishedByOthers(RecordedIdentity identity) {
    var batch = identity.slice().batch().value();
    var own = identity.arguments().runId();
    return outputs.stream()
        .filter(output -> !open.contains(output))
        .filter(
            output -> output.ledger().find(batch).stream().noneMatch(e -> e.runId().equals(own)))
        .toList();
  }

  /** What readers of an output saw when the run began. */
  Optional<Long> base(OutputTarget output) {
    return Optional.ofNullable(heads.get(output.output().id()));
  }

  /** The columns that the contract of an input lacks; empty if it was not read. */
  Optional<List<String>> unknownColumns(Input input) {
    return Optional.ofNullable(unknownColumns.get(input.alias()));
  }

  @Override
  public void reading(CheckedInput input) {
    unknownColumns.put(input.pinned().input().alias(), input.unknownColumns());
    super.reading(input);
  }

  @Override
  public void read(CheckedInput input) {
    var all = new ArrayList<>(input.unknownColumns());
    all.addAll(input.unknownFields().get());
    unknownColumns.put(input.pinned().input().alias(), List.copyOf(all));
    super.read(input);
  }

  @Override
  public void pinned(List<PinnedInput> pinned, String identity) {
    inputs = List.copyOf(pinned);
    fingerprint = Optional.of(identity);
    super.pinned(pinned, identity);
  }

  @Override
  public void prepared(List<OutputTarget> all, List<OutputTarget> without) {
    outputs = List.copyOf(all);
    open = List.copyOf(without);
    all.forEach(
        output -> output.place().head().ifPresent(head -> heads.put(output.output().id(), head)));
    super.prepared(all, without);
  }

  @Override
  public void abandoned(BatchId batch, String runId) {
    onAbandoned.accept(batch, runId);
    super.abandoned(batch, runId);
  }

  @Override
  public void passed(String stage) {
    var now = clock.instant();
    stages.add(new StageRecord(stage, Duration.between(since, now).toMillis()));
    since = now;
    super.passed(stage);
  }
}
