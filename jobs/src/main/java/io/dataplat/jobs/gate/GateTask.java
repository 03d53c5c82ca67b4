package io.dataplat.jobs.gate;

import io.dataplat.jobplan.OnViolation;
import io.dataplat.jobs.gate.GateCounts.Counter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.iceberg.Table;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;

/** Lets the good rows of a partition through, and counts and sets aside the others. */
final class GateTask implements Function2<Integer, Iterator<Row>, Iterator<Row>> {

  private static final long serialVersionUID = 1L;

  private final GateSpec spec;
  private final GateCounter counter;
  private final @Nullable Table quarantine;

  GateTask(GateSpec spec, GateCounter counter, @Nullable Table quarantine) {
    this.spec = spec;
    this.counter = counter;
    this.quarantine = quarantine;
  }

  @Override
  public Iterator<Row> call(Integer partition, Iterator<Row> rows) {
    return new Judge(String.valueOf(partition), rows, spec);
  }

  /** The same for a stream, whose batch is known when its tasks run. */
  Iterator<Row> ofEpoch(Iterator<Row> rows) {
    return new Judge("", rows, spec.ofBatch(EpochProperty.BATCH.value()));
  }

  private final class Judge implements Iterator<Row> {

    private final Iterator<Row> rows;
    private final GateSpec spec;
    private final GateCounts counts;
    private final @Nullable RejectFile rejects;
    private final int width;
    private @Nullable Row kept;
    private boolean finished;

    Judge(String part, Iterator<Row> rows, GateSpec spec) {
      this.rows = rows;
      this.spec = spec;
      this.width = spec.width();
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
    public Row next() {
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

    private @Nullable Row judge(Row row) {
      if (counts.part.isEmpty()) {
        counts.part = String.valueOf(text(row, Evidence.POSITION));
      }
      var corrupt = text(row, Evidence.CORRUPT);
      if (corrupt != null) {
        return reject(row, spec.onCorrupt(), List.of("corrupt:" + corrupt), true);
      }
      if (row.getBoolean(Evidence.index(Evidence.OUTSIDE, width))) {
        counts.add(Counter.OUTSIDE);
        return null;
      }
      var hits = new ArrayList<String>();
      var strongest = count(row.getList(Evidence.index(Evidence.STATUS, width)), hits);
      return strongest == OnViolation.WARN ? keep(row) : reject(row, strongest, hits, false);
    }

    private OnViolation count(List<Byte> status, List<String> hits) {
      var strongest = OnViolation.WARN;
      for (int rule = 0; rule < status.size(); rule++) {
        if (status.get(rule) == Evidence.UNKNOWN) {
          counts.unknown[rule]++;
        } else if (status.get(rule) == Evidence.VIOLATED) {
          counts.violations[rule]++;
          hits.add(spec.rules().get(rule));
          strongest = stronger(strongest, spec.actions().get(rule));
        }
      }
      return strongest;
    }

    private @Nullable Row reject(Row row, OnViolation action, List<String> hits, boolean corrupt) {
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

    private Row keep(Row row) {
      counts.add(Counter.KEPT);
      var values = new Object[width];
      Arrays.setAll(values, row::get);
      return RowFactory.create(values);
    }

    private @Nullable String text(Row row, String column) {
      var index = Evidence.index(column, width);
      return row.isNullAt(index) ? null : row.getString(index);
    }
  }

  // The constants stand in the order of their strength.
  private static OnViolation stronger(OnViolation one, OnViolation other) {
    return one.compareTo(other) >= 0 ? one : other;
  }
}
