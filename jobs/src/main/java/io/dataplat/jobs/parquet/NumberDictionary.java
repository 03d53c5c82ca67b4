package io.dataplat.jobs.parquet;

import java.util.Arrays;

/** The different numbers of a column. */
final class NumberDictionary implements ValueDictionary {

  private static final int FIRST = 1 << 10;

  private final NumberColumn column;
  private final int most;
  private final PlainBytes plain = new PlainBytes();
  private long[] values = new long[FIRST / 2];
  private int[] slots = new int[FIRST];
  private int size;

  NumberDictionary(NumberColumn column, int mostBytes) {
    this.column = column;
    this.most = mostBytes / column.width();
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public PlainBytes plain() {
    return plain;
  }

  @Override
  public boolean find(int[] ids) {
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
    var slot = slot(value);
    while (slots[slot] != 0) {
      var id = slots[slot] - 1;
      if (values[id] == value) {
        return id;
      }
      slot = slot + 1 & slots.length - 1;
    }
    return size == most ? -1 : add(value, slot);
  }

  private int slot(long value) {
    var mixed = value * 0x9E3779B97F4A7C15L;
    return (int) (mixed >>> 40) & slots.length - 1;
  }

  private int add(long value, int slot) {
    values[size] = value;
    slots[slot] = size + 1;
    column.put(value, plain);
    if (++size == values.length) {
      values = Arrays.copyOf(values, 2 * size);
      slots = new int[4 * size];
      place();
    }
    return size - 1;
  }

  private void place() {
    for (int id = 0; id < size; id++) {
      var slot = slot(values[id]);
      while (slots[slot] != 0) {
        slot = slot + 1 & slots.length - 1;
      }
      slots[slot] = id + 1;
    }
  }

  @Override
  public void cut(int to) {
    if (to == size) {
      return;
    }
    size = to;
    plain.cut(to * column.width());
    Arrays.fill(slots, 0);
    place();
  }

  @Override
  public void clear() {
    cut(0);
  }
}
