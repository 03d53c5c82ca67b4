package io.dataplat.jobs.input;

import org.apache.spark.sql.catalyst.expressions.codegen.UnsafeRowWriter;

/** Writes a value of PostgreSQL's binary copy into a column of Spark. */
@FunctionalInterface
interface CopyForm {

  /** Whether the value is one of the column; if not, anything is written. */
  boolean write(byte[] bytes, int at, int length, UnsafeRowWriter row, int column);
}
