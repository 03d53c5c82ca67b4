package io.dataplat.jobplan;

import java.time.Instant;

/** What a run is asked to cover. */
public sealed interface RunScope {

  /** The instant that the run stands for; its interval is the last complete one before it. */
  record Tick(Instant instant) implements RunScope {}

  /**
   * An input that is read by its changes, anew from a place on: what came of it since is replaced.
   */
  record Rewind(Instant tick, String place) implements RunScope {}

  /** Every interval from one boundary to another. */
  record Range(Instant from, Instant to) implements RunScope {}

  /** Every ready interval after the run's own frontier. */
  record AssetTriggered() implements RunScope {}
}
