package io.dataplat.jobplan;

import java.util.Optional;

/**
 * How a database table is read side by side.
 *
 * @param partitionColumn splits the table by its values; without it the place of its rows does
 * @param partitions at most so many connections read at once; without it the job decides
 */
public record JdbcInput(
    Optional<String> partitionColumn, Optional<Integer> partitions, Consistency consistency) {}
