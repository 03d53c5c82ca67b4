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

  /** The batch of what an input has after one position, up to another. */
  public static BatchId ofChanges(Identity identity, String from, String to) {
    return new BatchId(beginningAt(identity, from) + to);
  }

  /** How the batches of changes after a position begin. */
  public static String beginningAt(Identity identity, String from) {
    return ofAllChanges(identity) + from + "..";
  }

  /** How all batches of changes begin. */
  public static String ofAllChanges(Identity identity) {
    return identity.taskId() + "/inc/";
  }

  @Override
  public String toString() {
    return value;
  }
}
