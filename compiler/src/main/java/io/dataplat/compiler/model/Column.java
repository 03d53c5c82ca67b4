package io.dataplat.compiler.model;

import io.dataplat.compiler.diagnostic.Located;
import io.dataplat.compiler.diagnostic.SourceSpan;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

/** A column of a contract, or a nested field. */
public record Column(
    String name,
    SourceSpan span,
    Sourced<String> type,
    boolean key,
    boolean nullable,
    Classification classification,
    Optional<Mask> mask,
    Optional<Reference> references,
    String sourceName,
    Optional<Sourced<Generated>> generated,
    List<Sourced<Object>> allowedValues,
    Optional<Sourced<String>> pattern,
    Optional<String> description,
    List<Sourced<Object>> examples,
    List<Column> fields) {
  public Column {
    allowedValues = List.copyOf(allowedValues);
    examples = List.copyOf(examples);
    fields = List.copyOf(fields);
  }

  /** Returns the type in Spark's DDL, nested fields written out. */
  public String sparkType() {
    if (fields.isEmpty()) {
      return type.value();
    }
    var struct = new StringJoiner(",", "struct<", ">");
    fields.forEach(field -> struct.add("`" + field.name() + "`:" + field.sparkType()));
    return type.value().startsWith("array") ? "array<" + struct + ">" : struct.toString();
  }

  /** How sensitive the stored value is, in rising order. */
  public enum Classification {
    PUBLIC,
    INTERNAL,
    CONFIDENTIAL,
    PSEUDONYMOUS,
    PII,
    SENSITIVE
  }

  /** Columns that the writer fills, or who reads a source. */
  public enum Generated {
    BATCH_ID,
    INGESTED_AT,
    SOURCE_FILE,
    SOURCE_TOPIC,
    SOURCE_PARTITION,
    SOURCE_OFFSET,
    SOURCE_TIMESTAMP,
    VALID_FROM,
    VALID_TO,
    IS_CURRENT,
    ROW_HASH,
    SURROGATE_KEY,
    UNKNOWN_COLUMNS
  }

  /**
   * How a value is made unreadable before it is stored.
   *
   * @param keep how many characters stay at the end
   * @param unit what stays of a time
   * @param step what a number becomes a multiple of
   * @param prefix how many characters stay at the beginning
   * @param ofOtherMethods the settings that only other methods have, at their keys
   */
  public record Mask(
      SourceSpan span,
      Method method,
      Optional<Sourced<Environment.Secret>> secret,
      Optional<Integer> keep,
      Optional<Sourced<Unit>> unit,
      Optional<Sourced<Integer>> step,
      Optional<Sourced<Integer>> prefix,
      List<Located<String>> ofOtherMethods) {
    public Mask {
      ofOtherMethods = List.copyOf(ofOtherMethods);
    }

    /** Mask methods. */
    public enum Method {
      HMAC_SHA256,
      TOKENIZE,
      REDACT,
      NULLIFY,
      PARTIAL,
      GENERALIZE;

      /** Whether the masked value depends on a secret, and differs for different values. */
      public boolean isKeyed() {
        return this == HMAC_SHA256 || this == TOKENIZE;
      }
    }

    /** What a time is cut down to. */
    public enum Unit {
      HOUR,
      DAY,
      WEEK,
      MONTH,
      QUARTER,
      YEAR
    }
  }

  /** A foreign key. */
  public record Reference(SourceSpan span, DatasetId dataset, String column) {}
}
