package io.dataplat.jobs.manifest;

/**
 * An attempt at a batch, from before it writes its first file until it is published or given up.
 *
 * @param owner the run
 * @param attempt what the names of its files begin with
 * @param files the glob that finds them below the object store
 */
public record StagedBatch(String owner, String attempt, String files) {}
