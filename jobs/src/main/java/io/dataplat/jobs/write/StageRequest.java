package io.dataplat.jobs.write;

import io.dataplat.jobplan.BatchId;
import io.dataplat.jobplan.DataInterval;
import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobplan.Write;
import java.time.Instant;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/**
 * What a place needs to know to stage a batch of an output.
 *
 * @param name the name of what is staged, the same for every attempt at the batch
 * @param owner the attempt
 * @param ledgerKey the name of the ledger, with what it says of earlier batches
 * @param time the instant that the run stands for
 */
public record StageRequest(
    SparkSession session,
    DatasetContract dataset,
    Write write,
    String name,
    String owner,
    String ledgerKey,
    BatchId batch,
    Optional<DataInterval> interval,
    Instant time,
    Ledger ledger) {}
