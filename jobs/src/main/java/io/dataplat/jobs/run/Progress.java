package io.dataplat.jobs.run;

import io.dataplat.jobplan.Output;
import io.dataplat.jobs.input.CheckedInput;

/** Hears what a run is doing. */
public interface Progress {

  /** An input is known; it is read when the first output needs it. */
  void reading(CheckedInput input);

  /** An output is computed and written to its branch. */
  void writing(Output output);

  /** An output is visible to readers. */
  void published(Output output, String table);
}
