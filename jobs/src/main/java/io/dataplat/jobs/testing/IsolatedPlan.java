package io.dataplat.jobs.testing;

import io.dataplat.jobplan.Connection;
import io.dataplat.jobplan.ConnectionType;
import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.Location;
import io.dataplat.jobplan.Missing;
import io.dataplat.jobplan.Place;
import io.dataplat.jobplan.Quarantine;
import io.dataplat.jobplan.QuarantineRows;
import io.dataplat.jobplan.Session;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The plan of a task as a test runs it: the same work, in a folder that is empty but for rows. */
final class IsolatedPlan {

  private IsolatedPlan() {}

  /**
   * Moves all connections to local folders; quarantine then shows the rows, which are made up, and
   * an input without files is empty.
   */
  static JobPlan of(JobPlan plan) {
    var session = plan.session();
    return plan.with(plan.datasets().stream().map(IsolatedPlan::inTable).toList())
        .at(
            // A test has too few rows to be worth several parts, and no result depends on their
            // number.
            new Session(session.timezone(), session.ansi(), 1, session.conf()),
            plan.connections().stream().map(IsolatedPlan::local).toList(),
            plan.inputs().stream().map(input -> input.with(Missing.EMPTY)).toList(),
            plan.quarantine().map(IsolatedPlan::shown));
  }

  // What a key-value store would hold, a table of the test holds.
  private static DatasetContract inTable(DatasetContract dataset) {
    return dataset.location().keyPrefix().isPresent()
        ? dataset.at(Location.ofTable(dataset.id()))
        : dataset;
  }

  private static Connection local(Connection connection) {
    return connection.type() == ConnectionType.OBJECT_STORE
        ? new Connection(
            connection.name(),
            ConnectionType.OBJECT_STORE,
            Place.LOCAL,
            Map.of("path", connection.name()),
            List.of())
        : new Connection(
            connection.name(), ConnectionType.CATALOG, Place.EMBEDDED, Map.of(), List.of());
  }

  private static Quarantine shown(Quarantine quarantine) {
    return new Quarantine(
        quarantine.connection(), quarantine.table(), QuarantineRows.FULL, Optional.empty());
  }
}
