package io.dataplat.compiler.check;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.model.Dataset;
import io.dataplat.compiler.model.Schedule;
import io.dataplat.compiler.model.Storage;
import io.dataplat.compiler.model.Task.Read;
import io.dataplat.jobplan.DataInterval;
import io.dataplat.jobplan.IntervalUnit;
import io.dataplat.jobplan.Intervals;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.stream.Stream;

/** Files read by interval: their path tells the time, and an interval never splits a path. */
final class IntervalFilesCheck implements Check {

  @Override
  public void check(CheckContext context, Diagnostics findings) {
    context
        .flow()
        .reads()
        .filter(reader -> reader.input().read().value() == Read.INTERVAL)
        .forEach(
            reader -> {
              var dataset = reader.input().dataset().value();
              // With an event time, paths only prune and the rows decide.
              if (dataset.storage() instanceof Storage.Files files
                  && dataset.timeColumn().isEmpty()) {
                check(context, reader, dataset, files, findings);
              }
            });
  }

  private static void check(
      CheckContext context,
      DataFlow.Reader reader,
      Dataset dataset,
      Storage.Files files,
      Diagnostics findings) {
    var time = PathTime.of(files.path().value());
    if (time.isEmpty()) {
      findings
          .reporter(Rules.PATH_HAS_NO_TIME)
          .at(
              files.path().spanOr(files.span()),
              "path `"
                  + files.path().value()
                  + "` tells no time, but `"
                  + reader.place()
                  + "` reads `"
                  + dataset.id()
                  + "` by interval",
              "write time tokens from the largest down, such as `{yyyy}/{MM}/{dd}`, or add a"
                  + " `timeColumn`");
      return;
    }
    reader
        .place()
        .pipeline()
        .schedule()
        .flatMap(schedule -> split(context, reader, schedule, time.get(), files))
        .ifPresent(bound -> reportSplit(reader, files, bound, findings));
  }

  /** The first bound of an interval that lies inside the time of one path. */
  private static Optional<Instant> split(
      CheckContext context,
      DataFlow.Reader reader,
      Schedule schedule,
      PathTime time,
      Storage.Files files) {
    var zone = reader.place().pipeline().timezone().value();
    var filesZone = files.timezone().value();
    return bounds(context, schedule, zone)
        .filter(bound -> !time.begins(bound.atZone(filesZone).toLocalDateTime()))
        .filter(bound -> !beginsLate(time, bound, filesZone))
        .findFirst();
  }

  // A day whose midnight does not exist begins at its first instant.
  private static boolean beginsLate(PathTime time, Instant bound, ZoneId zone) {
    var day = bound.atZone(zone).toLocalDate();
    return time.begins(day.atStartOfDay()) && day.atStartOfDay(zone).toInstant().equals(bound);
  }

  private static Stream<Instant> bounds(CheckContext context, Schedule schedule, ZoneId zone) {
    var unit = TickCalendar.unit(schedule);
    if (unit == IntervalUnit.NONE) {
      return Stream.empty();
    }
    if (unit == IntervalUnit.CRON) {
      return context.calendar().cron(schedule).stream()
          .flatMap(cron -> cron.ticks(zone, TickCalendar.FROM, TickCalendar.TO));
    }
    var intervals = new Intervals(unit, zone);
    var first = intervals.floor(TickCalendar.FROM.atStartOfDay(zone).toInstant());
    var last = intervals.floor(TickCalendar.TO.atStartOfDay(zone).toInstant());
    return intervals.within(first, last).stream().map(DataInterval::start);
  }

  private static void reportSplit(
      DataFlow.Reader reader, Storage.Files files, Instant bound, Diagnostics findings) {
    findings
        .reporter(Rules.INTERVAL_SPLITS_PATH)
        .at(
            reader.input().read().spanOr(reader.input().span()),
            "an interval of `"
                + reader.place().pipeline().id()
                + "` begins at "
                + bound.atZone(files.timezone().value()).toLocalDateTime()
                + " in `"
                + files.timezone().value()
                + "`, inside the time of one path of `"
                + files.path().value()
                + "`",
            "use the pipeline's time zone for the files, a larger interval, or a `timeColumn`");
  }
}
