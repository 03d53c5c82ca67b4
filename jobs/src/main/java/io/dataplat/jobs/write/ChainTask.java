package io.dataplat.jobs.write;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Makes the chains of the keys of a partition, whose events come key by key and each key's in their
 * order. The events of one key are in memory together: they are versions of one thing.
 *
 * @param isEachKept whether a change is kept that changes nothing
 */
record ChainTask(EventColumns columns, boolean isEachKept) implements Serializable {

  static final String UNTIL = "_until";
  static final String LAST = "_last";
  static final String OPENS = "_opens";
  static final String REST = "_rest";
  static final String REPLACED = "_replaced";
  static final String BECAME = "_became";
  static final String DOES = "_does";

  /** The columns of events and of what is known of them in their chain. */
  StructType schema() {
    var time = columns.type(columns.at());
    return columns
        .schema()
        .add(UNTIL, time)
        .add(LAST, time)
        .add(OPENS, DataTypes.BooleanType)
        .add(REST, columns.type(columns.rest()))
        .add(REPLACED, columns.type(columns.place()))
        .add(BECAME, DataTypes.StringType)
        .add(DOES, DataTypes.StringType);
  }

  /** The events that change something or are to be counted. */
  Iterator<InternalRow> versions(Iterator<InternalRow> events) {
    return new Chains(events);
  }

  private final class Chains implements Iterator<InternalRow> {

    private final Iterator<InternalRow> events;
    private final EventColumns.SameKey sameKey = columns.sameKey();
    private final KeyChain chain = new KeyChain(columns, isEachKept);
    private Iterator<InternalRow> made = Collections.emptyIterator();
    private @Nullable InternalRow next;

    Chains(Iterator<InternalRow> events) {
      this.events = events;
      this.next = read();
    }

    // The row that Spark gives has other values when the next one is asked for.
    private @Nullable InternalRow read() {
      return events.hasNext() ? events.next().copy() : null;
    }

    @Override
    public boolean hasNext() {
      while (!made.hasNext() && next != null) {
        made = chain.of(ofNextKey(next)).iterator();
      }
      return made.hasNext();
    }

    private List<InternalRow> ofNextKey(InternalRow first) {
      var ofKey = new ArrayList<InternalRow>();
      var row = first;
      while (row != null && sameKey.test(first, row)) {
        ofKey.add(row);
        row = read();
      }
      next = row;
      return ofKey;
    }

    @Override
    public InternalRow next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return made.next();
    }
  }
}
