package io.dataplat.jobs.parquet;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.iceberg.shaded.org.apache.parquet.bytes.BytesInput;

/** Bytes that grow, with numbers as Parquet's plain encoding has them: the lowest byte first. */
final class PlainBytes {

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle HIGH_FIRST =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  // What a page of values of some megabytes took is given back after it.
  private static final int KEPT = 1 << 23;
  private static final int FIRST = 1 << 12;

  private byte[] bytes = new byte[FIRST];
  private int size;

  int size() {
    return size;
  }

  byte[] array() {
    return bytes;
  }

  /** A copy of these bytes is not made: they are to be read before more is put. */
  BytesInput input() {
    return BytesInput.from(bytes, 0, size);
  }

  byte[] copy() {
    return Arrays.copyOf(bytes, size);
  }

  void clear() {
    size = 0;
    if (bytes.length > KEPT) {
      bytes = new byte[FIRST];
    }
  }

  /** Forgets what was put after a size. */
  void cut(int to) {
    size = to;
  }

  /** Makes room for more bytes and says where they begin; they count as put. */
  int grow(int more) {
    var from = size;
    var needed = Math.addExact(from, more);
    if (needed > bytes.length) {
      bytes =
          Arrays.copyOf(
              bytes, (int) Math.min(Integer.MAX_VALUE - 8L, Math.max(needed, bytes.length * 2L)));
    }
    size = needed;
    return from;
  }

  void putByte(int value) {
    var at = grow(1);
    bytes[at] = (byte) value;
  }

  void putInt(int value) {
    var at = grow(Integer.BYTES);
    INT.set(bytes, at, value);
  }

  void putLong(long value) {
    var at = grow(Long.BYTES);
    LONG.set(bytes, at, value);
  }

  void put(byte[] from, int offset, int length) {
    var at = grow(length);
    System.arraycopy(from, offset, bytes, at, length);
  }

  /** An unsigned number in groups of seven bits. */
  void putVarInt(int value) {
    var rest = value;
    while ((rest & ~0x7F) != 0) {
      putByte((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    putByte(rest);
  }

  void setInt(int at, int value) {
    INT.set(bytes, at, value);
  }

  int intAt(int at) {
    return (int) INT.get(bytes, at);
  }

  static long longAt(byte[] bytes, int at) {
    return (long) LONG.get(bytes, at);
  }

  /** Up to the first eight bytes, whose unsigned order is that of the texts, if it differs. */
  static long beginning(byte[] bytes, int at, int length) {
    if (length >= 8) {
      return (long) HIGH_FIRST.get(bytes, at);
    }
    long first = 0;
    for (int i = 0; i < length; i++) {
      first |= (bytes[at + i] & 0xFFL) << (56 - 8 * i);
    }
    return first;
  }
}
