package io.dataplat.jobs.plan;

import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobplan.Format;
import io.dataplat.jobplan.Input;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.Output;
import io.dataplat.jobplan.Place;
import io.dataplat.jobplan.PlanMode;
import io.dataplat.jobplan.ReadMode;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.input.CsvFormat;
import io.dataplat.jobs.input.CsvText;
import io.dataplat.jobs.input.FilePattern;
import io.dataplat.jobs.input.TypedRow;
import io.dataplat.jobs.input.WrittenFiles;
import io.dataplat.jobs.session.ColumnTypes;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Set;

/** Where files that a plan writes may be, and what may be done with them. */
record FilesReferences(JobPlan plan) {

  private static final Set<WriteMode> MODES =
      EnumSet.of(WriteMode.APPEND, WriteMode.OVERWRITE, WriteMode.OVERWRITE_INTERVAL);
  private static final Set<Format> FORMATS = EnumSet.of(Format.CSV, Format.PARQUET);
  private static final Set<Place> PLACES = EnumSet.of(Place.LOCAL, Place.S3);

  void check(Input input, DatasetContract dataset) {
    if (WrittenFiles.holds(dataset)) {
      var files = name(dataset) + ", which a task writes,";
      PlanNames.refuseIf(input.read() == ReadMode.CHANGES, "reads " + files + " by their changes");
      PlanNames.refuseIf(plan.mode() == PlanMode.STREAMING, "reads " + files + " in a stream");
    }
  }

  void check(Output output, DatasetContract dataset) {
    if (dataset.location().path().isEmpty()) {
      return;
    }
    checkForm(dataset);
    new TargetReferences(plan, name(dataset), MODES).check(output);
  }

  private void checkForm(DatasetContract dataset) {
    var files = name(dataset);
    PlanNames.refuseIf(
        dataset.writer().isEmpty(), "writes " + files + " and has no writer for them");
    PlanNames.refuseIf(
        !FORMATS.contains(dataset.format()), "writes " + files + " as " + dataset.format());
    var place = plan.connection(dataset.connection()).orElseThrow().place();
    PlanNames.refuseIf(
        !PLACES.contains(place), "writes " + files + " into a store at `" + place + "`");
    var path = dataset.location().path().orElseThrow();
    PlanNames.refuseIf(
        !new FilePattern(path, ZoneId.of("UTC")).isWritable(),
        "writes " + files + " to `" + path + "`, which is no path of new files");
    if (dataset.format() == Format.CSV) {
      var format = CsvFormat.of(dataset.options());
      PlanNames.refuseIf(
          !new CsvText(format, ZoneId.of("UTC")).isPlain(format.nullValue()),
          "writes " + files + " with a `nullValue` that is no plain text");
      PlanNames.refuseIf(
          !dataset.columns().stream().map(ColumnTypes::of).allMatch(TypedRow::isPlain),
          "writes " + files + " with a column that CSV cannot hold");
    }
  }

  private static String name(DatasetContract dataset) {
    return "the files `" + dataset.id() + "`";
  }
}
