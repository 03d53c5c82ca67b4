package io.dataplat.jobs.gate;

import io.dataplat.jobplan.OnViolation;
import io.dataplat.jobs.gate.GateCounts.Counter;
import io.dataplat.jobs.measure.Total;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.iceberg.Table;
import org.apache.spark.sql.catalyst.InternalRow;
import org.jspecify.annotations.Nullable;

/** Lets the good rows of a partition through, and counts and sets aside the others. */
final class GateTask implements Serializable {

  private static final long serialVersionUID = 1L;

  private final GateSpec spec;
  private final RowColumns condition;
  private final RowColumns known;
  private final RowMeasures ofCandidates;
  private final RowMeasures ofKept;
  private final GateCounter counter;
  private final @Nullable Table quarantine;

  /**
   * What a task does.
   *
   * @param condition whether a row passes
   * @param known the {@link Evidence} of a row that does not
   * @param ofCandidates what is measured of all rows that are judged
   * @param ofKept what is measured of those that go on
   */
  GateTask(
      GateSpec spec,
      RowColumns condition,
      RowColumns known,
      RowMeasures ofCandidates,
      RowMeasures ofKept,
      GateCounter counter,
      @Nullable Table quarantine) {
    this.spec = spec;
    this.condition = condition;
    this.known = known;
    this.ofCandidates = ofCandidates;
    this.ofKept = ofKept;
    this.counter = counter;
    this.quarantine = quarantine;
  }

  /** The rows of a partition of a batch, whose evidence is made of those that do not pass. */
  Iterator<InternalRow> ofBatch(Integer partition, Iterator<InternalRow> rows) {
    return new Judge(String.valueOf(partition), rows, spec);
  }

  /** The same for a stream, whose batch is known when its tasks run. */
  Iterator<InternalRow> ofEpoch(Iterator<InternalRow> rows) {
    return new Judge("", rows, spec.ofBatch(EpochProperty.BATCH.value()));
  }

  private final class Judge implements Iterator<InternalRow> {

    private final Iterator<InternalRow> rows;
    private final Predicate<InternalRow> passes;
    private final Function<InternalRow, InternalRow> evidence;
    private final BiConsumer<InternalRow, Total[]> candidates;
    private final BiConsumer<InternalRow, Total[]> keeping;
    private final GateSpec spec;
    private final GateCounts counts;
    private final @Nullable RejectFile rejects;
    private @Nullable InternalRow kept;
    private boolean finished;

    Judge(String part, Iterator<InternalRow> rows, GateSpec spec) {
      this.rows = rows;
      this.passes = condition.condition();
      this.evidence = known.projection();
      this.spec = spec;
      this.candidates = ofCandidates.adding();
      this.keeping = ofKept.adding();
      this.counts = new GateCounts(part, spec.rules().size(), ofKept.totals());
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
    public InternalRow next() {
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

    private @Nullable InternalRow judge(InternalRow row) {
      if (counts.part.isEmpty()) {
        counts.part = String.valueOf(text(evidence.apply(row), Evidence.POSITION));
      }
      if (passes.test(row)) {
        candidates.accept(row, counts.totals);
        return keep(row);
      }
      return judge(row, evidence.apply(row));
    }

    private @Nullable InternalRow judge(InternalRow row, InternalRow evidence) {
      var corrupt = text(evidence, Evidence.CORRUPT);
      if (corrupt != null) {
        return reject(evidence, spec.onCorrupt(), List.of("corrupt:" + corrupt), true);
      }
      if (evidence.getBoolean(Evidence.index(Evidence.OUTSIDE))) {
        counts.add(Counter.OUTSIDE);
        return null;
      }
      candidates.accept(row, counts.totals);
      var hits = new ArrayList<String>();
      var strongest = count(evidence.getArray(Evidence.index(Evidence.STATUS)).toByteArray(), hits);
      return strongest == OnViolation.WARN ? keep(row) : reject(evidence, strongest, hits, false);
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

    private @Nullable InternalRow reject(
        InternalRow evidence, OnViolation action, List<String> hits, boolean corrupt) {
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
        var position = text(evidence, Evidence.POSITION);
        rejects.add(
            corrupt ? spec.corruptGate() : spec.gate(),
            hits,
            position,
            corrupt ? null : text(evidence, Evidence.ROW),
            corrupt ? text(evidence, Evidence.RAW) : null);
      }
      return null;
    }

    private InternalRow keep(InternalRow row) {
      counts.add(Counter.KEPT);
      keeping.accept(row, counts.totals);
      return row;
    }
  }

  private static @Nullable String text(InternalRow evidence, String column) {
    var index = Evidence.index(column);
    return evidence.isNullAt(index) ? null : evidence.getUTF8String(index).toString();
  }

  // The constants stand in the order of their strength.
  private static OnViolation stronger(OnViolation one, OnViolation other) {
    return one.compareTo(other) >= 0 ? one : other;
  }
}
