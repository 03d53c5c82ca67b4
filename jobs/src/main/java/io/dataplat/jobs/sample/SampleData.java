package io.dataplat.jobs.sample;

import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.DataInterval;
import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobplan.Input;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobs.database.Databases;
import io.dataplat.jobs.input.DeltaTable;
import io.dataplat.jobs.input.WrittenFiles;
import io.dataplat.jobs.run.RunSlice;
import io.dataplat.jobs.session.LocalPlaces;
import io.dataplat.jobs.session.Secrets;
import io.dataplat.jobs.session.Sessions;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.SparkSession;

/** Makes data by the contracts of inputs that have none yet. */
public final class SampleData {

  private final SparkSession base;
  private final LocalPlaces places;
  private final Sampling sampling;
  private final PrintStream out;
  private final Map<String, DatasetContract> contracts = new LinkedHashMap<>();
  private final Set<String> done = new LinkedHashSet<>();

  /** Nothing is made yet. */
  public SampleData(SparkSession base, LocalPlaces places, Sampling sampling, PrintStream out) {
    this.base = base;
    this.places = places;
    this.sampling = sampling;
    this.out = out;
  }

  /**
   * Fills the inputs of plans for the time that each of them is run for; what is there stays
   * untouched.
   *
   * @param slices by task the batches that are run
   * @param mayReplaceWriters whether tables that tasks outside these plans write are filled too
   */
  public void fill(
      List<JobPlan> plans, Map<String, List<RunSlice>> slices, boolean mayReplaceWriters) {
    plans.forEach(
        plan -> plan.datasets().forEach(dataset -> contracts.putIfAbsent(dataset.id(), dataset)));
    plans.stream()
        .flatMap(plan -> plan.outputs().stream())
        .forEach(output -> done.add(output.dataset()));
    for (var plan : plans) {
      var time = time(plan, slices.getOrDefault(plan.identity().taskId(), List.of()));
      if (time.isPresent()) {
        plan.inputs().stream()
            .filter(input -> mayReplaceWriters || dataset(input).writer().isEmpty())
            .forEach(input -> fill(plan, input, time.get()));
      }
    }
  }

  private static Optional<DataInterval> time(JobPlan plan, List<RunSlice> slices) {
    var zone = ZoneId.of(plan.session().timezone());
    // A run without an interval has a moment only; its samples are of the day before.
    return slices.stream()
        .map(
            slice ->
                slice
                    .interval()
                    .orElseGet(
                        () ->
                            new DataInterval(
                                slice.tick().minus(Duration.ofDays(1)), slice.tick(), zone)))
        .reduce((first, last) -> new DataInterval(first.start(), last.end(), zone));
  }

  private DatasetContract dataset(Input input) {
    return Objects.requireNonNull(contracts.get(input.dataset()), input.dataset()).sent();
  }

  private void fill(JobPlan plan, Input input, DataInterval time) {
    var dataset = dataset(input);
    var isMade =
        dataset.location().topic().isEmpty()
            && !DeltaTable.holds(dataset)
            && !WrittenFiles.holds(dataset);
    if (!isMade || done.contains(dataset.id())) {
      return;
    }
    var session = Sessions.forPlan(base, plan, places, Secrets.local(places.keys()));
    SparkSession.setActiveSession(session);
    var place = place(session, plan, input);
    var made = 0L;
    var faulty = 0L;
    for (var part : parts(dataset, time)) {
      if (place.isEmpty(part)) {
        var rows = rows(dataset, part);
        place.write(part, rows);
        made += rows.size();
        faulty += rows.stream().filter(row -> row.fault().isPresent()).count();
      }
    }
    if (made > 0) {
      say(dataset, made, faulty, place.name());
    }
  }

  private SamplePlace place(SparkSession session, JobPlan plan, Input input) {
    var dataset = dataset(input);
    if (dataset.location().path().isPresent()) {
      return SampleFiles.of(session, plan, input, dataset, places);
    }
    return Databases.holds(plan, dataset)
        ? SampleDatabase.of(plan, dataset, places)
        : new SampleTable(session, dataset);
  }

  // Other tasks may read other days of the same dataset; what is whole is made once.
  private List<SamplePart> parts(DatasetContract dataset, DataInterval time) {
    if (SampleValues.hasDays(dataset)) {
      var zone = dataset.timezone().map(ZoneId::of).orElse(time.zone());
      return SamplePart.days(time.start(), time.end(), zone);
    }
    done.add(dataset.id());
    return List.of(SamplePart.whole(time));
  }

  private List<SampleRow> rows(DatasetContract dataset, SamplePart part) {
    return new SampleValues(dataset, sampling, contracts).rows(part, 0, sampling.rows());
  }

  /** The time of a row; that of its part if the dataset has no time. */
  static Instant time(DatasetContract dataset, SampleRow row, SamplePart part) {
    var names = dataset.columns().stream().map(ContractColumn::name).toList();
    var zone = part.interval().zone();
    return dataset
        .timeColumn()
        .map(time -> instant(row.values().get(names.indexOf(time)), zone))
        .orElse(part.interval().start());
  }

  private static Instant instant(Object time, ZoneId zone) {
    if (time instanceof LocalDate date) {
      return date.atStartOfDay(zone).toInstant();
    }
    return time instanceof LocalDateTime local ? local.atZone(zone).toInstant() : (Instant) time;
  }

  private void say(DatasetContract dataset, long rows, long faulty, String place) {
    out.println(
        String.format(
            Locale.ROOT,
            "  %-10s %-30s %,d rows made from the contract%s, in %s",
            "sample",
            dataset.id(),
            rows,
            faulty == 0 ? "" : String.format(Locale.ROOT, ", %,d of them faulty", faulty),
            place));
  }
}
