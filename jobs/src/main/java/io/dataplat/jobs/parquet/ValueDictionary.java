package io.dataplat.jobs.parquet;

import java.util.Arrays;

/**
 * The different values of a row group's column, each with a number from 0: a table of hashes, whose
 * slots hold numbers of values, or are passed over to the next.
 */
abstract class ValueDictionary {

  /** What hashes are mixed with: 2 to the power of 64 by the golden ratio, as an odd number. */
  static final long MIXER = 0x9E3779B97F4A7C15L;

  /** For how many values there is room at first. */
  static final int FIRST = 1 << 9;

  private static final int SLOTS = 2;

  private final PlainBytes plain = new PlainBytes();
  private int[] slots = new int[SLOTS * FIRST];
  private int size;

  /** The numbers of all values of the page; says no, if they would take too much room. */
  abstract boolean find(int[] ids);

  /** The hash of a value that is there. */
  abstract int hash(int id);

  /** Where a value begins in the plain encoding, or would. */
  abstract int placeOf(int id);

  /** Makes room for what is kept of so many values. */
  abstract void keep(int values);

  /** How many values it has. */
  final int size() {
    return size;
  }

  /** Its values in the plain encoding. */
  final PlainBytes plain() {
    return plain;
  }

  /** The slot where a value of a hash is looked for first. */
  final int slot(int hash) {
    return hash & slots.length - 1;
  }

  /** The slot after one that has another value. */
  final int next(int slot) {
    return slot + 1 & slots.length - 1;
  }

  /** The number of the value in a slot, negative without one. */
  final int at(int slot) {
    return slots[slot] - 1;
  }

  /** Gives the next number to the value that was just put, and says it. */
  final int number(int slot) {
    slots[slot] = ++size;
    if (SLOTS * size == slots.length) {
      keep(2 * size);
      slots = new int[2 * slots.length];
      place();
    }
    return size - 1;
  }

  /** Forgets all but the first values. */
  final void cut(int to) {
    if (to == size) {
      return;
    }
    plain.cut(placeOf(to));
    size = to;
    Arrays.fill(slots, 0);
    place();
  }

  /** Forgets all. */
  final void clear() {
    cut(0);
  }

  private void place() {
    for (int id = 0; id < size; id++) {
      var slot = slot(hash(id));
      while (slots[slot] != 0) {
        slot = next(slot);
      }
      slots[slot] = id + 1;
    }
  }
}
