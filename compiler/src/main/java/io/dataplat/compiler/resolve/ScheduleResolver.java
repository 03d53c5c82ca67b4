package io.dataplat.compiler.resolve;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.SourceSpan;
import io.dataplat.compiler.model.DatasetId;
import io.dataplat.compiler.model.Schedule;
import io.dataplat.compiler.model.Schedule.Interval;
import io.dataplat.compiler.model.Schedule.Start;
import io.dataplat.compiler.model.Sourced;
import io.dataplat.compiler.yaml.YamlScalar;
import java.util.List;
import java.util.Optional;

/** Makes the schedules of pipelines. */
final class ScheduleResolver {
  private final Contracts contracts;
  private final Diagnostics diagnostics;

  ScheduleResolver(Contracts contracts, Diagnostics diagnostics) {
    this.contracts = contracts;
    this.diagnostics = diagnostics;
  }

  Schedule resolve(SourceSpan span, Fields schedule) {
    var scalars = new Scalars(diagnostics);
    return new Schedule(
        span,
        start(schedule),
        schedule.constant("interval", Interval.class),
        scalars.date(schedule, "startDate"),
        scalars.date(schedule, "endDate"),
        schedule.flag("catchup"),
        schedule.integer("lookback", 0),
        schedule.integer("maxActiveRuns", 1));
  }

  private Start start(Fields schedule) {
    var cron = schedule.text("cron");
    if (cron.isPresent()) {
      return new Start.Cron(cron.get());
    }
    return schedule.find("onUpdate").map(this::onUpdate).orElseGet(Start.Manual::new);
  }

  private Start onUpdate(Fields onUpdate) {
    var all = onUpdate.has("all");
    return new Start.OnUpdate(all, datasets(onUpdate.items(all ? "all" : "any")));
  }

  private List<Sourced<DatasetId>> datasets(List<YamlScalar> names) {
    return names.stream().map(this::dataset).flatMap(Optional::stream).toList();
  }

  private Optional<Sourced<DatasetId>> dataset(YamlScalar name) {
    if (!contracts.knows(name.text())) {
      contracts.reportUnknown(name, name.text());
      return Optional.empty();
    }
    return Optional.of(Sourced.at(Contracts.id(name.text()), name));
  }
}
