package io.dataplat.jobs.parquet;

import java.util.Arrays;

/** The different texts of a column. */
final class TextDictionary extends ValueDictionary {

  private final TextColumn column;
  private final int mostBytes;
  private int[] places = new int[FIRST];
  private int[] hashes = new int[FIRST];

  TextDictionary(TextColumn column, int mostBytes) {
    this.column = column;
    this.mostBytes = mostBytes;
  }

  @Override
  boolean find(int[] ids) {
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
    var slot = slot(hash);
    for (var id = at(slot); id >= 0; id = at(slot)) {
      if (hashes[id] == hash && isEqual(id, page, at, length)) {
        return id;
      }
      slot = next(slot);
    }
    return plain().size() + Integer.BYTES + (long) length > mostBytes
        ? -1
        : add(page, at, length, hash, slot);
  }

  private boolean isEqual(int id, byte[] page, int at, int length) {
    var plain = plain();
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
      hash = (hash ^ PlainBytes.longAt(bytes, at)) * MIXER;
      hash ^= hash >>> 32;
    }
    hash = (hash ^ PlainBytes.beginning(bytes, at, from + length - at)) * MIXER;
    return (int) (hash >>> 32);
  }

  private int add(byte[] page, int at, int length, int hash, int slot) {
    places[size()] = plain().size();
    hashes[size()] = hash;
    plain().putInt(length);
    plain().put(page, at, length);
    return number(slot);
  }

  @Override
  int hash(int id) {
    return hashes[id];
  }

  @Override
  int placeOf(int id) {
    return places[id];
  }

  @Override
  void keep(int count) {
    places = Arrays.copyOf(places, count);
    hashes = Arrays.copyOf(hashes, count);
  }
}
