package io.dataplat.jobplan;

import java.util.Optional;

/**
 * How long rows are kept: rows before the whole unit that lies so far back are deleted.
 *
 * @param age an ISO 8601 duration
 * @param timeColumn of a dataset and of tombstones the column with the time of a row
 * @param unit the calendar unit in which the writer adds rows
 * @param ledgerKey of a dataset the ledger of its writer: no row at or after its frontier is
 *     deleted
 */
public record RowRetention(
    String age,
    Optional<String> timeColumn,
    IntervalUnit unit,
    String timezone,
    Optional<String> ledgerKey) {}
