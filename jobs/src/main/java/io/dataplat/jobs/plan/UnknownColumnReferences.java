package io.dataplat.jobs.plan;

import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobplan.Generated;
import io.dataplat.jobplan.OnUnknownColumn;
import java.util.Optional;

/** What a source has beside its contract counts by row in files only, and is kept in one column. */
final class UnknownColumnReferences {

  private UnknownColumnReferences() {}

  static void check(DatasetContract dataset) {
    var policy = dataset.onUnknownColumn();
    if (policy.isByRow() && dataset.location().path().isEmpty()) {
      throw PlanNames.refused(
          "has `"
              + policy
              + "` for the unknown columns of `"
              + dataset.id()
              + "`, which is no files");
    }
    var capturing =
        dataset.columns().stream()
            .filter(column -> column.generated().equals(Optional.of(Generated.UNKNOWN_COLUMNS)))
            .toList();
    var isRight =
        capturing.size() == (policy == OnUnknownColumn.CAPTURE ? 1 : 0)
            && capturing.stream().allMatch(column -> column.type().equals("map<string,string>"));
    if (!isRight) {
      throw PlanNames.refused(
          "does not say where `" + dataset.id() + "` keeps its unknown columns");
    }
  }
}
