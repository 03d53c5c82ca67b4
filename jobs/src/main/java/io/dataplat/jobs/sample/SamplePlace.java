package io.dataplat.jobs.sample;

import java.util.List;

/** Where samples of a dataset go. */
interface SamplePlace {

  /** Whether there is nothing of a part yet, and samples may lie there. */
  boolean isEmpty(SamplePart part);

  /** Adds the rows of a part. */
  void write(SamplePart part, List<SampleRow> rows);

  /** The place for people. */
  String name();
}
