package io.dataplat.jobs.replay;

import io.dataplat.jobs.input.PinnedInput;
import io.dataplat.jobs.run.ForwardedProgress;
import io.dataplat.jobs.run.Progress;
import java.util.List;
import java.util.function.Consumer;

/**
 * Follows the replay of a batch: it must read what the batch has read, and it is noted before
 * anything of it is published.
 */
final class ReplayWatch extends ForwardedProgress {

  private static final String LAST_BEFORE_PUBLISH = "audit";

  private final Consumer<List<PinnedInput>> check;
  private final Runnable onPublish;

  ReplayWatch(Progress listener, Consumer<List<PinnedInput>> check, Runnable onPublish) {
    super(listener);
    this.check = check;
    this.onPublish = onPublish;
  }

  @Override
  public void pinned(List<PinnedInput> inputs, String fingerprint) {
    check.accept(inputs);
    super.pinned(inputs, fingerprint);
  }

  @Override
  public void passed(String stage) {
    if (stage.equals(LAST_BEFORE_PUBLISH)) {
      onPublish.run();
    }
    super.passed(stage);
  }
}
