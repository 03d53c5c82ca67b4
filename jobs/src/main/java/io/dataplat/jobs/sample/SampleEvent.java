package io.dataplat.jobs.sample;

import java.time.Instant;

/**
 * A message of a topic.
 *
 * @param time the time that it tells of
 */
public record SampleEvent(Instant time, String message) {}
