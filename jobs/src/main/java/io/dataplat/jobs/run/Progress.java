package io.dataplat.jobs.run;

import io.dataplat.jobplan.BatchId;
import io.dataplat.jobplan.Output;
import io.dataplat.jobs.input.CheckedInput;
import io.dataplat.jobs.input.PinnedInput;
import io.dataplat.jobs.step.StepViews;
import java.util.List;

/** Hears what a run is doing. */
public interface Progress {

  /** What is read is fixed. */
  default void pinned(List<PinnedInput> inputs, String fingerprint) {}

  /** The outputs are known, and those of them that do not have the batch yet. */
  default void prepared(List<OutputTarget> outputs, List<OutputTarget> open) {}

  /** An earlier attempt has not ended: what it staged for a batch is still there. */
  default void abandoned(BatchId batch, String runId) {}

  /** The inputs and steps can be read; none of them is yet. */
  default void readable(StepViews views) {}

  /** A part of the run is over. */
  default void passed(String stage) {}

  /** What the run tells of itself could not be delivered. */
  default void lost(String telemetry, String error) {}

  /** Hears it and says nothing. */
  Progress NONE =
      new Progress() {
        @Override
        public void reading(CheckedInput input) {}

        @Override
        public void writing(Output output) {}

        @Override
        public void published(Output output, String table) {}
      };

  /** An input is known; it is read when the first output needs it. */
  void reading(CheckedInput input);

  /** All rows of an input have been read. */
  default void read(CheckedInput input) {}

  /** An output is computed and written to its branch. */
  void writing(Output output);

  /** An output is visible to readers. */
  void published(Output output, String table);
}
