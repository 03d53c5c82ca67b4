package io.dataplat.jobs.manifest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.dataplat.jobplan.DataInterval;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file of a dataset.
 *
 * @param path below the folder of the manifest
 * @param batch the run that wrote it
 * @param start the interval of that run, as ISO text in UTC; absent if it had none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ManifestFile(
    String path,
    long rows,
    long bytes,
    String batch,
    @Nullable String start,
    @Nullable String end) {

  /** A file that a run of an interval, or of none, has written. */
  public static ManifestFile of(
      String path, long rows, long bytes, String batch, Optional<DataInterval> interval) {
    return new ManifestFile(
        path,
        rows,
        bytes,
        batch,
        interval.map(each -> each.start().toString()).orElse(null),
        interval.map(each -> each.end().toString()).orElse(null));
  }

  /** Whether rows of an interval may be in it; a file of no interval may have some of each. */
  public boolean mayHave(DataInterval interval) {
    return start == null
        || end == null
        || (Instant.parse(start).isBefore(interval.end())
            && interval.start().isBefore(Instant.parse(end)));
  }

  /** Whether all of its rows are of an interval. */
  public boolean isWithin(DataInterval interval) {
    return start != null
        && end != null
        && !Instant.parse(start).isBefore(interval.start())
        && !interval.end().isBefore(Instant.parse(end));
  }
}
