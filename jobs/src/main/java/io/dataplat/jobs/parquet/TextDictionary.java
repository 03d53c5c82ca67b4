package io.dataplat.jobs.parquet;

import java.util.Arrays;

/** The different texts of a column. */
final class TextDictionary implements ValueDictionary {

  private static final int FIRST = 1 << 10;

  private final TextColumn column;
  private final int mostBytes;
  private final PlainBytes plain = new PlainBytes();
  private int[] places = new int[FIRST / 2];
  private int[] hashes = new int[FIRST / 2];
  private int[] slots = new int[FIRST];
  private int size;

  TextDictionary(TextColumn column, int mostBytes) {
    this.column = column;
    this.mostBytes = mostBytes;
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
    var page = column.plain();
    var at = 0;
    for (int i = 0; i < column.count(); i++) {
      var length = page.intAt(at);
      at += Integer.BYTES;
      var id = id(page.array(), at, length);
      if (id < 0) {
        return false;
      }
      ids[i] = id;
      at += length;
    }
    return true;
  }

  private int id(byte[] page, int at, int length) {
    var hash = hash(page, at, length);
    var slot = hash & slots.length - 1;
    while (slots[slot] != 0) {
      var id = slots[slot] - 1;
      if (hashes[id] == hash && isEqual(id, page, at, length)) {
        return id;
      }
      slot = slot + 1 & slots.length - 1;
    }
    return plain.size() + Integer.BYTES + (long) length > mostBytes
        ? -1
        : add(page, at, length, hash, slot);
  }

  private boolean isEqual(int id, byte[] page, int at, int length) {
    var place = places[id];
    return plain.intAt(place) == length
        && Arrays.equals(
            plain.array(),
            place + Integer.BYTES,
            place + Integer.BYTES + length,
            page,
            at,
            at + length);
  }

  // Eight bytes at a time; a poor hash costs time and never a wrong answer.
  private static int hash(byte[] bytes, int from, int length) {
    long hash = length;
    var at = from;
    for (; at + 8 <= from + length; at += 8) {
      hash = (hash ^ PlainBytes.longAt(bytes, at)) * 0x9E3779B97F4A7C15L;
      hash ^= hash >>> 32;
    }
    hash = (hash ^ PlainBytes.beginning(bytes, at, from + length - at)) * 0x9E3779B97F4A7C15L;
    return (int) (hash >>> 32);
  }

  private int add(byte[] page, int at, int length, int hash, int slot) {
    places[size] = plain.size();
    hashes[size] = hash;
    slots[slot] = size + 1;
    plain.putInt(length);
    plain.put(page, at, length);
    if (++size == places.length) {
      places = Arrays.copyOf(places, 2 * size);
      hashes = Arrays.copyOf(hashes, 2 * size);
      slots = new int[4 * size];
      place();
    }
    return size - 1;
  }

  private void place() {
    for (int id = 0; id < size; id++) {
      var slot = hashes[id] & slots.length - 1;
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
    plain.cut(places[to]);
    size = to;
    Arrays.fill(slots, 0);
    place();
  }

  @Override
  public void clear() {
    cut(0);
  }
}
