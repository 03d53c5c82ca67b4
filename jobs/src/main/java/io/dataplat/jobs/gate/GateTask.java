package io.dataplat.jobs.gate;

import io.dataplat.jobplan.OnViolation;
import io.dataplat.jobs.gate.GateCounts.Counter;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.iceberg.Table;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.jspecify.annotations.Nullable;

/** Lets the good rows of a partition through, and counts and sets aside the others. */
final class GateTask implements Serializable {

  private static final long serialVersionUID = 1L;

  private final GateSpec spec;
  private final GateCounter counter;
  private final @Nullable Table quarantine;

  GateTask(GateSpec spec, GateCounter counter, @Nullable Table quarantine) {
    this.spec = spec;
    this.counter = counter;
    this.quarantine = quarantine;
  }

  /** The rows of a partition of a batch. */
  Iterator<InternalRow> ofBatch(Integer partition, Iterator<InternalRow> rows) {
    return new Judge<>(String.valueOf(partition), rows, new JudgedRow.Internal(), spec);
  }

  /** The same for a stream, whose batch is known when its tasks run. */
  Iterator<Row> ofEpoch(Iterator<Row> rows) {
    var ofEpoch = spec.ofBatch(EpochProperty.BATCH.value());
    return new Judge<>("", rows, new JudgedRow.External(), ofEpoch);
  }

  private final class Judge<R> implements Iterator<R> {

    private final Iterator<R> rows;
    private final JudgedRow<R> judged;
    private final GateSpec spec;
    private final GateCounts counts;
    private final @Nullable RejectFile rejects;
    private final int width;
    private final int corruptAt;
    private final int outsideAt;
    private final int statusAt;
    private @Nullable R kept;
    private boolean finished;

    Judge(String part, Iterator<R> rows, JudgedRow<R> judged, GateSpec spec) {
      this.rows = rows;
      this.judged = judged;
      this.spec = spec;
      this.width = spec.width();
      this.corruptAt = Evidence.index(Evidence.CORRUPT, width);
      this.outsideAt = Evidence.index(Evidence.OUTSIDE, width);
      this.statusAt = Evidence.index(Evidence.STATUS, width);
      this.counts = new GateCounts(part, spec.rules().size());
      this.rejects = quarantine == null ? null : new RejectFile(quarantine, spec);
    }

    @Override
    public boolean hasNext() {
      while (kept == null && !finished) {
        if (rows.hasNext()) {
          kept = judge(rows.next());
        } else {
          finish();
        }
      }
      return kept != null;
    }

    @Override
    public R next() {
      if (!hasNext() || kept == null) {
        throw new NoSuchElementException();
      }
      var row = kept;
      kept = null;
      return row;
    }

    // Only a partition that was read to its end reports; the counts of a part mean nothing.
    private void finish() {
      finished = true;
      if (rejects != null) {
        rejects.close().ifPresent(counts.files::add);
      }
      // A part of a stream has the place of its first row as its name, so an empty one has none.
      if (!counts.part.isEmpty()) {
        counter.add(counts);
      }
    }

    private @Nullable R judge(R row) {
      if (counts.part.isEmpty()) {
        counts.part = String.valueOf(text(row, Evidence.POSITION));
      }
      var corrupt = judged.text(row, corruptAt);
      if (corrupt != null) {
        return reject(row, spec.onCorrupt(), List.of("corrupt:" + corrupt), true);
      }
      if (judged.isTrue(row, outsideAt)) {
        counts.add(Counter.OUTSIDE);
        return null;
      }
      var status = judged.status(row, statusAt);
      if (status == null) {
        return keep(row);
      }
      var hits = new ArrayList<String>();
      var strongest = count(status, hits);
      return strongest == OnViolation.WARN ? keep(row) : reject(row, strongest, hits, false);
    }

    private OnViolation count(byte[] status, List<String> hits) {
      var strongest = OnViolation.WARN;
      for (int rule = 0; rule < status.length; rule++) {
        if (status[rule] == Evidence.UNKNOWN) {
          counts.unknown[rule]++;
        } else if (status[rule] == Evidence.VIOLATED) {
          counts.violations[rule]++;
          hits.add(spec.rules().get(rule));
          strongest = stronger(strongest, spec.actions().get(rule));
        }
      }
      return strongest;
    }

    private @Nullable R reject(R row, OnViolation action, List<String> hits, boolean corrupt) {
      var isDropped = action == OnViolation.DROP;
      if (action == OnViolation.FAIL) {
        counts.add(Counter.FAILED);
      }
      if (isDropped) {
        counts.add(corrupt ? Counter.CORRUPT_DROPPED : Counter.DROPPED);
      } else {
        counts.add(corrupt ? Counter.CORRUPT_QUARANTINED : Counter.QUARANTINED);
      }
      if (rejects != null && !isDropped) {
        var position = text(row, Evidence.POSITION);
        rejects.add(
            corrupt ? spec.corruptGate() : spec.gate(),
            hits,
            position,
            corrupt ? null : text(row, Evidence.ROW),
            corrupt ? text(row, Evidence.RAW) : null);
      }
      return null;
    }

    private R keep(R row) {
      counts.add(Counter.KEPT);
      return judged.payload(row, width);
    }

    private @Nullable String text(R row, String column) {
      return judged.text(row, Evidence.index(column, width));
    }
  }

  // The constants stand in the order of their strength.
  private static OnViolation stronger(OnViolation one, OnViolation other) {
    return one.compareTo(other) >= 0 ? one : other;
  }
}
