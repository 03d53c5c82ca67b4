package io.dataplat.jobplan;

import java.util.Optional;

/** One field of a table's partitioning. */
public record PartitionField(Transform transform, String column, Optional<Integer> buckets) {}
