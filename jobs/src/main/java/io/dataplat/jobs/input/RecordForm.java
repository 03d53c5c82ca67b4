package io.dataplat.jobs.input;

import org.apache.spark.sql.catalyst.expressions.codegen.UnsafeRowWriter;
import org.jspecify.annotations.Nullable;

/** Reads the records of a text file into the columns of its contract. */
@FunctionalInterface
interface RecordForm {

  /** Writes a record; if it is corrupt, the reason, and the row holds anything. */
  @Nullable String write(byte[] bytes, int from, int to, UnsafeRowWriter row);

  /** The reason of a record that is not in the encoding of its file. */
  String ENCODING = "encoding";

  /** The reason of a record with an open quote, or text beside a quoted field. */
  String QUOTES = "quotes";

  /** The reason of a record with fields that are missing or too many. */
  String FIELDS = "fields";

  /** The reason of a line of fixed width with characters that are missing or too many. */
  String LENGTH = "length";
}
