package io.dataplat.jobs.parquet;

/**
 * Writes small numbers in Parquet's <a
 * href="https://parquet.apache.org/docs/file-format/data-pages/encodings/">hybrid of run lengths
 * and packed bits</a>: eight equal ones or more make a run, others are packed in groups of eight.
 */
final class RunLengths {

  // So many that the number of groups takes one byte, as other writers have it.
  private static final int MOST_GROUPS = 63;

  private final int[] numbers;
  private final int count;
  private final int width;
  private final PlainBytes to;
  private int groups;
  private int header;

  private RunLengths(int[] numbers, int count, int width, PlainBytes to) {
    this.numbers = numbers;
    this.count = count;
    this.width = width;
    this.to = to;
  }

  /** The bits that numbers up to one need; none for 0. */
  static int width(int greatest) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(greatest);
  }

  /** Puts the first numbers of an array, each of at most so many bits. */
  static void put(int[] numbers, int count, int width, PlainBytes to) {
    new RunLengths(numbers, count, width, to).put();
  }

  /** Puts one number so many times. */
  static void putRun(int number, int times, int width, PlainBytes to) {
    to.putVarInt(times << 1);
    for (int shift = 0; shift < width; shift += 8) {
      to.putByte(number >>> shift);
    }
  }

  private void put() {
    var at = 0;
    while (at < count) {
      var run = run(at);
      if (run >= 8) {
        endGroups();
        putRun(numbers[at], run, width, to);
        at += run;
      } else {
        putGroup(at);
        at += 8;
      }
    }
    endGroups();
  }

  private int run(int from) {
    var at = from + 1;
    while (at < count && numbers[at] == numbers[from]) {
      at++;
    }
    return at - from;
  }

  private void putGroup(int from) {
    if (groups == 0) {
      header = to.grow(1);
    }
    long bits = 0;
    var held = 0;
    for (int i = from; i < from + 8; i++) {
      bits |= (i < count ? numbers[i] & 0xFFFFFFFFL : 0) << held;
      held += width;
      while (held >= 8) {
        to.putByte((int) bits);
        bits >>>= 8;
        held -= 8;
      }
    }
    if (++groups == MOST_GROUPS) {
      endGroups();
    }
  }

  private void endGroups() {
    if (groups > 0) {
      to.array()[header] = (byte) (groups << 1 | 1);
      groups = 0;
    }
  }
}
