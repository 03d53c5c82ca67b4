package io.dataplat.jobs.telemetry;

import io.dataplat.jobplan.DataInterval;
import io.dataplat.jobs.run.RunStatus;
import io.openlineage.client.OpenLineage;
import io.openlineage.client.OpenLineage.RunEvent;
import io.openlineage.client.OpenLineage.RunEvent.EventType;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The events of one batch, or of one instance of a stream. */
final class LineageEvents {

  private static final URI PRODUCER = URI.create("https://dataplat.io/jobs");

  private final OpenLineage lineage = new OpenLineage(PRODUCER);
  private final RecordedIdentity identity;
  private final Clock clock;
  private final LineageDatasets datasets;

  LineageEvents(RecordedIdentity identity, Clock clock) {
    this.identity = identity;
    this.clock = clock;
    this.datasets = new LineageDatasets(lineage, identity.plan(), namespace());
  }

  /** An attempt begins. */
  RunEvent start() {
    return event(EventType.START, identity.arguments().runId(), Optional.empty()).build();
  }

  /** An attempt ends as its record says. */
  RunEvent end(RunRecord record) {
    var status = record.status().orElse("");
    var isFailed =
        status.equals(RunStatus.FAILED.toString()) || status.equals(RunStatus.NOT_READY.toString());
    return event(isFailed ? EventType.FAIL : EventType.COMPLETE, record.runId(), error(record))
        .inputs(datasets.inputs(record))
        .outputs(datasets.outputs(record))
        .build();
  }

  /** An attempt has ended without a word. */
  RunEvent abort(String runId) {
    return event(EventType.ABORT, runId, Optional.empty()).build();
  }

  private OpenLineage.RunEventBuilder event(
      EventType type, String runId, Optional<OpenLineage.ErrorMessageRunFacet> error) {
    var batch = identity.slice().batch().value();
    var facets = lineage.newRunFacetsBuilder();
    identity.slice().interval().ifPresent(interval -> facets.nominalTime(nominal(interval)));
    error.ifPresent(facets::errorMessage);
    return lineage
        .newRunEventBuilder()
        .eventType(type)
        .eventTime(utc(clock.instant()))
        .run(lineage.newRun(RunIdentifier.of(runId, batch), facets.build()))
        .job(lineage.newJob(namespace(), identity.plan().identity().taskId(), job().build()))
        .inputs(List.of())
        .outputs(List.of());
  }

  private OpenLineage.JobFacetsBuilder job() {
    var mode = identity.plan().mode().toString().toUpperCase(Locale.ROOT);
    return lineage
        .newJobFacetsBuilder()
        .jobType(
            lineage
                .newJobTypeJobFacetBuilder()
                .processingType(mode)
                .integration("DATAPLAT")
                .jobType("TASK")
                .build());
  }

  private Optional<OpenLineage.ErrorMessageRunFacet> error(RunRecord record) {
    return record
        .errorClass()
        .map(
            error ->
                lineage.newErrorMessageRunFacet(
                    error + record.errorRule().map(rule -> ": " + rule).orElse(""), "JAVA", null));
  }

  private OpenLineage.NominalTimeRunFacet nominal(DataInterval interval) {
    return lineage.newNominalTimeRunFacet(utc(interval.start()), utc(interval.end()));
  }

  private String namespace() {
    return identity
        .plan()
        .telemetry()
        .openLineage()
        .map(each -> each.namespace())
        .orElse(identity.plan().identity().environment());
  }

  private static ZonedDateTime utc(Instant instant) {
    return instant.atZone(ZoneOffset.UTC);
  }
}
