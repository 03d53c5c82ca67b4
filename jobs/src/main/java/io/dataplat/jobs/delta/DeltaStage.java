package io.dataplat.jobs.delta;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import io.dataplat.jobplan.TechnicalColumns;
import io.dataplat.jobs.session.ColumnTypes;
import io.dataplat.jobs.session.Names;
import io.dataplat.jobs.session.TimeBounds;
import io.dataplat.jobs.write.Ledger;
import io.dataplat.jobs.write.Stage;
import io.dataplat.jobs.write.StageRequest;
import io.dataplat.jobs.write.Staged;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.delta.actions.AddFile;
import org.jspecify.annotations.Nullable;

/**
 * A batch in files of the table that its log does not know yet: no reader sees them before the
 * commit, which moves the ledger too.
 */
final class DeltaStage implements Stage {

  private final DeltaPlace place;
  private final StageRequest request;
  private final List<AddFile> needless = new ArrayList<>();
  private @Nullable DeltaFiles files;
  private @Nullable DeltaChange change;
  private boolean isPublished;

  DeltaStage(DeltaPlace place, StageRequest request) {
    this.place = place;
    this.request = request;
  }

  @Override
  public Staged stage(Dataset<Row> rows) {
    var beside = DeltaFiles.beside(place.table());
    files = beside;
    if (!DeltaPlace.ledger(beside.base(), request.ledgerKey()).equals(request.ledger())) {
      throw place.concurrentWriter();
    }
    return switch (request.write().mode()) {
      case APPEND ->
          staged(beside, rows, col(TechnicalColumns.BATCH_ID).equalTo(request.batch().value()));
      case OVERWRITE -> {
        var added = beside.write(rows);
        yield staged(beside, DeltaChange.replacing(beside.all(), added));
      }
      case OVERWRITE_INTERVAL -> staged(beside, rows, isInside());
      case UPSERT -> upsert(beside, rows);
      default ->
          throw new IllegalStateException(
              "a plan that was judged writes no `" + request.write().mode() + "` into Delta");
    };
  }

  private Column isInside() {
    var time = request.dataset().timeColumn().flatMap(request.dataset()::column).orElseThrow();
    return new TimeBounds(request.interval().orElseThrow(), ColumnTypes.of(time))
        .contains(col(Names.quote(time.name())));
  }

  private Staged staged(DeltaFiles beside, Dataset<Row> rows, Column isReplaced) {
    var added = beside.write(rows);
    return staged(
        beside,
        DeltaChange.rewriting(
            beside,
            beside.rows().where(isReplaced),
            stored -> stored.where(not(coalesce(isReplaced, lit(false)))),
            added));
  }

  private Staged staged(DeltaFiles beside, DeltaChange staged) {
    change = staged;
    var accepted = DeltaFiles.records(staged.added()).orElseThrow();
    return new Staged(
        accepted,
        Map.of("inserted", accepted),
        () -> beside.rowsOf(staged.added()),
        staged.balances(),
        Optional.empty());
  }

  private Staged upsert(DeltaFiles beside, Dataset<Row> rows) {
    var upsert = DeltaUpsert.of(request, beside, rows);
    change = upsert.change();
    if (!upsert.change().added().equals(upsert.source())) {
      needless.addAll(upsert.source());
    }
    return upsert.staged();
  }

  @Override
  public void publish(String key, Ledger ledger, Ledger seen) {
    try {
      var commit = new DeltaCommit(place.table(), Objects.requireNonNull(files).base());
      commit.set(key, ledger.text());
      commit.run(Objects.requireNonNull(change).actions());
    } catch (RuntimeException e) {
      // The answer to a commit may be lost, and the commit not.
      if (!place.ledger(key).equals(ledger)) {
        throw e;
      }
    }
    isPublished = true;
  }

  @Override
  public void drop() {
    if (!isPublished && change != null) {
      change.written().forEach(needless::add);
    }
  }

  @Override
  public void clean() {
    var log = place.table().log();
    needless.forEach(file -> place.delete(file.absolutePath(log)));
    needless.clear();
    place.forget(request.name());
  }

  @Override
  public long snapshot() {
    return sequenceNumber();
  }

  // A commit succeeds as the next version only.
  @Override
  public long sequenceNumber() {
    return Objects.requireNonNull(files).base().version() + 1;
  }
}
