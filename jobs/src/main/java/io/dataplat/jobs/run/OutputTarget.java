package io.dataplat.jobs.run;

import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobplan.Output;
import io.dataplat.jobs.write.Ledger;
import io.dataplat.jobs.write.TargetTable;

/** An output with its table and what the table's ledger says. */
public record OutputTarget(
    Output output, DatasetContract dataset, TargetTable table, Ledger ledger) {}
