package io.dataplat.jobs.replay;

import io.dataplat.jobplan.BatchId;
import io.dataplat.jobplan.Output;
import io.dataplat.jobs.input.CheckedInput;
import io.dataplat.jobs.input.PinnedInput;
import io.dataplat.jobs.run.OutputTarget;
import io.dataplat.jobs.run.Progress;
import io.dataplat.jobs.step.StepViews;
import java.util.List;
import java.util.function.Consumer;

/**
 * Follows the replay of a batch: it must read what the batch has read, and it is noted before
 * anything of it is published.
 */
record ReplayWatch(Progress listener, Consumer<List<PinnedInput>> check, Runnable onPublish)
    implements Progress {

  private static final String LAST_BEFORE_PUBLISH = "audit";

  @Override
  public void pinned(List<PinnedInput> inputs, String fingerprint) {
    check.accept(inputs);
    listener.pinned(inputs, fingerprint);
  }

  @Override
  public void passed(String stage) {
    if (stage.equals(LAST_BEFORE_PUBLISH)) {
      onPublish.run();
    }
    listener.passed(stage);
  }

  @Override
  public void prepared(List<OutputTarget> outputs, List<OutputTarget> open) {
    listener.prepared(outputs, open);
  }

  @Override
  public void abandoned(BatchId batch, String runId) {
    listener.abandoned(batch, runId);
  }

  @Override
  public void readable(StepViews views) {
    listener.readable(views);
  }

  @Override
  public void lost(String telemetry, String error) {
    listener.lost(telemetry, error);
  }

  @Override
  public void reading(CheckedInput input) {
    listener.reading(input);
  }

  @Override
  public void writing(Output output) {
    listener.writing(output);
  }

  @Override
  public void published(Output output, String table) {
    listener.published(output, table);
  }
}
