package io.dataplat.jobs.run;

import io.dataplat.jobplan.BatchId;
import io.dataplat.jobplan.Output;
import io.dataplat.jobs.input.CheckedInput;
import io.dataplat.jobs.input.PinnedInput;
import io.dataplat.jobs.step.StepViews;
import java.util.List;

/** Tells another listener all that it hears; who extends it does something besides. */
public abstract class ForwardedProgress implements Progress {

  private final Progress listener;

  /** Whoever listens hears all the same. */
  protected ForwardedProgress(Progress listener) {
    this.listener = listener;
  }

  @Override
  public void pinned(List<PinnedInput> inputs, String fingerprint) {
    listener.pinned(inputs, fingerprint);
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
  public void passed(String stage) {
    listener.passed(stage);
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
  public void read(CheckedInput input) {
    listener.read(input);
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
