package io.dataplat.jobs.write;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.JoinedRow;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;
import scala.math.Ordering;

/**
 * The chain of one key (semantics 5.10): of each time the last event wins, each version holds until
 * the next begins, and what becomes of each change follows from both.
 */
final class KeyChain {

  // What this batch had brought before; it wins over nothing.
  private static final int BROUGHT_BEFORE = 1;

  private final EventColumns columns;
  private final boolean isEachKept;
  private final Ordering<Object> orders;
  private final Ordering<Object> rests;
  private Event[] events = {};

  KeyChain(EventColumns columns, boolean isEachKept) {
    this.columns = columns;
    this.isEachKept = isEachKept;
    this.orders = columns.ordering(columns.order());
    this.rests = columns.ordering(columns.rest());
  }

  /** An event of the key, and what the chain says of it. */
  private final class Event {

    final InternalRow row;
    final Comparable<Object> at;
    final boolean ends;
    final boolean given;
    final boolean stored;
    boolean isLastOfTime;
    boolean wins;
    boolean opens;
    @Nullable Event winner;
    @Nullable Event replaced;
    @Nullable Event merged;
    @Nullable Object until;
    @Nullable Object last;

    @SuppressWarnings("unchecked")
    Event(InternalRow row) {
      this.row = row;
      this.at = (Comparable<Object>) Objects.requireNonNull(columns.value(row, columns.at()));
      this.ends = row.getBoolean(columns.ends());
      this.given = row.getBoolean(columns.given());
      this.stored = row.getBoolean(columns.stored());
    }

    boolean isBroughtBefore() {
      return row.getInt(columns.rank()) == BROUGHT_BEFORE;
    }

    boolean isTurn() {
      return opens || (wins && ends);
    }

    @Nullable Object value(int column) {
      return columns.value(row, column);
    }

    @Nullable UTF8String hash() {
      return row.isNullAt(columns.hash()) ? null : row.getUTF8String(columns.hash());
    }
  }

  /** The rows that change something or are to be counted, each with what was found. */
  List<InternalRow> of(List<InternalRow> rows) {
    events = rows.stream().map(Event::new).toArray(Event[]::new);
    choose();
    open();
    close();
    var made = new ArrayList<InternalRow>();
    for (int i = 0; i < events.length; i++) {
      var became = became(i);
      var does = does(events[i]);
      if (became != null || does != null) {
        made.add(row(events[i], became, does));
      }
    }
    return made;
  }

  private void choose() {
    var from = 0;
    while (from < events.length) {
      from = chooseOfTime(from);
    }
  }

  private int chooseOfTime(int from) {
    @Nullable Event replaced = null;
    var to = from;
    while (to < events.length && events[to].at.equals(events[from].at)) {
      replaced = events[to].stored ? events[to] : replaced;
      to++;
    }
    for (int i = from; i < to; i++) {
      events[i].replaced = replaced;
    }
    events[to - 1].isLastOfTime = true;
    events[to - 1].wins = !events[to - 1].isBroughtBefore();
    return to;
  }

  private void open() {
    @Nullable Event winner = null;
    for (var event : events) {
      event.winner = winner;
      event.opens = event.wins && !event.ends && (isEachKept || differs(event));
      winner = event.wins ? event : winner;
    }
  }

  private static boolean differs(Event event) {
    var before = event.winner;
    return before == null
        || before.ends
        || event.replaced != null
        || !Objects.equals(event.hash(), before.hash());
  }

  // What was merged into a version gives it the last of the values that are not tracked.
  private void close() {
    var seen = seen();
    @Nullable Object until = null;
    @Nullable Event merged = null;
    var isNewest = true;
    for (int i = events.length - 1; i >= 0; i--) {
      var event = events[i];
      event.until = until;
      event.last = isNewest ? seen : null;
      merged = merged == null && event.wins && !event.ends ? event : merged;
      event.merged = merged;
      if (event.isTurn()) {
        until = event.at;
        merged = null;
      }
      isNewest = isNewest && !event.opens;
    }
  }

  private @Nullable Object seen() {
    @Nullable Comparable<Object> seen = null;
    for (var event : events) {
      seen = isEachKept && !event.wins ? seen : later(seen, event.at);
      seen = isEachKept ? seen : later(seen, event.value(columns.lastEffective()));
    }
    return seen;
  }

  @SuppressWarnings("unchecked")
  private static @Nullable Comparable<Object> later(
      @Nullable Comparable<Object> one, @Nullable Object other) {
    return one == null || (other != null && one.compareTo(other) < 0)
        ? (Comparable<Object>) other
        : one;
  }

  private @Nullable String became(int index) {
    var event = events[index];
    if (!event.given) {
      return null;
    }
    if (!event.wins) {
      return isSameOrder(index, index + 1) ? "unchanged" : "stale";
    }
    if (event.ends) {
      var hadVersion = event.winner != null && !event.winner.ends;
      return event.replaced != null || hadVersion ? "ended" : "deletedAbsent";
    }
    if (event.opens && event.replaced == null) {
      return "versionsOpened";
    }
    var isSame = event.opens ? isSameOrder(index, index - 1) : isSameRest(event, event.winner);
    return isSame ? "unchanged" : "corrected";
  }

  private boolean isSameOrder(int index, int other) {
    return EventColumns.isEqual(
        orders,
        events[index].value(columns.order()),
        other >= 0 && other < events.length ? events[other].value(columns.order()) : null);
  }

  private boolean isSameRest(Event one, @Nullable Event other) {
    return one == other
        || (other != null
            && EventColumns.isEqual(rests, one.value(columns.rest()), other.value(columns.rest())));
  }

  private @Nullable String does(Event event) {
    if (event.isLastOfTime && event.replaced != null && (event.isBroughtBefore() || event.ends)) {
      return DeltaTask.DELETE;
    }
    if (!event.opens) {
      return null;
    }
    if (event.given) {
      return event.replaced == null ? DeltaTask.INSERT : DeltaTask.UPDATE;
    }
    var isAsStored =
        Objects.equals(event.value(columns.validTo()), event.until)
            && Objects.equals(event.value(columns.lastEffective()), event.last)
            && isSameRest(event, event.merged);
    return isAsStored ? null : DeltaTask.UPDATE;
  }

  private InternalRow row(Event event, @Nullable String became, @Nullable String does) {
    Object[] found = {
      event.until,
      event.last,
      event.opens,
      event.merged == null ? null : event.merged.value(columns.rest()),
      event.replaced == null ? null : event.replaced.value(columns.place()),
      UTF8String.fromString(became),
      UTF8String.fromString(does)
    };
    return new JoinedRow(event.row, new GenericInternalRow(found));
  }
}
