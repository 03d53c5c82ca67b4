package io.dataplat.jobs.parquet;

import java.util.Arrays;

/** The different numbers of a column. */
final class NumberDictionary extends ValueDictionary {

  private final NumberColumn column;
  private final int most;
  private long[] values = new long[FIRST];

  NumberDictionary(NumberColumn column, int mostBytes) {
    this.column = column;
    this.most = mostBytes / column.width();
  }

  @Override
  boolean find(int[] ids) {
    var page = column.page();
    for (int i = 0; i < column.count(); i++) {
      var id = id(page[i]);
      if (id < 0) {
        return false;
      }
      ids[i] = id;
    }
    return true;
  }

  private int id(long value) {
    var slot = slot(hash(value));
    for (var id = at(slot); id >= 0; id = at(slot)) {
      if (values[id] == value) {
        return id;
      }
      slot = next(slot);
    }
    return size() == most ? -1 : add(value, slot);
  }

  private int add(long value, int slot) {
    values[size()] = value;
    column.put(value, plain());
    return number(slot);
  }

  private static int hash(long value) {
    return (int) ((value * MIXER) >>> 40);
  }

  @Override
  int hash(int id) {
    return hash(values[id]);
  }

  @Override
  int placeOf(int id) {
    return id * column.width();
  }

  @Override
  void keep(int count) {
    values = Arrays.copyOf(values, count);
  }
}
