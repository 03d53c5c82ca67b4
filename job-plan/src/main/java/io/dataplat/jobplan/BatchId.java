package io.dataplat.jobplan;

import java.time.Instant;

/** The identity of what a run writes, the same for every attempt; instants are written in UTC. */
public record BatchId(String value) {

  /** The batch of one interval. */
  public static BatchId ofInterval(Identity identity, DataInterval interval) {
    return new BatchId(identity.taskId() + "/" + interval.start());
  }

  /** The batch of a run that has no interval. */
  public static BatchId ofTick(Identity identity, Instant tick) {
    return new BatchId(identity.taskId() + "/tick/" + tick);
  }

  @Override
  public String toString() {
    return value;
  }
}
