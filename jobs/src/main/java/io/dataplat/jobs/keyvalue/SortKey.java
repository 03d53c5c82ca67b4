package io.dataplat.jobs.keyvalue;

import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobplan.Sha256;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.util.DateTimeUtils;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that sort as the values of some columns do in a table: null first, text by its bytes. They
 * begin with a mark of the columns, as only keys of the same columns can be compared.
 */
final class SortKey {

  // The script knows this number too.
  private static final int MARK = 4;

  // The largest decimal has 127 bits, so the sum always has 17 bytes.
  private static final BigInteger ABOVE_DECIMALS = BigInteger.ONE.shiftLeft(130);

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private SortKey() {}

  /** The mark of columns, in hexadecimal digits. */
  static String mark(DatasetContract dataset, List<String> names) {
    var text =
        names.stream()
            .map(name -> dataset.column(name).orElseThrow())
            .map(SortKey::described)
            .collect(Collectors.joining("\n"));
    return Sha256.hex(text.getBytes(StandardCharsets.UTF_8)).substring(0, 2 * MARK);
  }

  private static String described(ContractColumn column) {
    return column.name() + " " + column.type();
  }

  /** The bytes of a row's values. */
  static byte[] of(String mark, Row row, List<String> names) {
    var key = new SortKey();
    key.bytes.writeBytes(HexFormat.of().parseHex(mark));
    names.forEach(name -> key.add(row.getAs(name)));
    return key.bytes.toByteArray();
  }

  private void add(@Nullable Object value) {
    bytes.write(value == null ? 0 : 1);
    if (value instanceof String text) {
      addText(text.getBytes(StandardCharsets.UTF_8));
    } else if (value instanceof byte[] binary) {
      addText(binary);
    } else if (value instanceof Boolean flag) {
      bytes.write(flag ? 1 : 0);
    } else if (value instanceof BigDecimal number) {
      addDecimal(number);
    } else if (value instanceof Float || value instanceof Double) {
      addReal(((Number) value).doubleValue());
    } else if (value != null) {
      addNumber(number(value));
    }
  }

  private static long number(Object value) {
    if (value instanceof Number whole) {
      return whole.longValue();
    } else if (value instanceof LocalDate day) {
      return day.toEpochDay();
    } else if (value instanceof Instant time) {
      return DateTimeUtils.instantToMicros(time);
    } else if (value instanceof LocalDateTime time) {
      return DateTimeUtils.localDateTimeToMicros(time);
    }
    throw new IllegalStateException("a plan that was judged has no " + value.getClass() + " here");
  }

  private void addNumber(long value) {
    bytes.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(value ^ Long.MIN_VALUE).array());
  }

  // A zero byte in a text is followed by a greater one than the end of a text is.
  private void addText(byte[] text) {
    for (var each : text) {
      bytes.write(each);
      if (each == 0) {
        bytes.write(0xFF);
      }
    }
    bytes.write(0);
    bytes.write(0);
  }

  private void addDecimal(BigDecimal value) {
    bytes.writeBytes(value.unscaledValue().add(ABOVE_DECIMALS).toByteArray());
  }

  // NaN is the greatest value, and the two zeros are one.
  private void addReal(double value) {
    var bits = Double.doubleToLongBits(value == 0 ? 0.0 : value);
    addNumber(bits ^ ((bits >> (Long.SIZE - 1)) & Long.MAX_VALUE));
  }
}
