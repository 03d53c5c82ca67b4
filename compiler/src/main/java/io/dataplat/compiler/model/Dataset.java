package io.dataplat.compiler.model;

import io.dataplat.compiler.diagnostic.SourceSpan;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A contract: what data is, and where it lives in this environment.
 *
 * @param unknownMember the values of the row that stands for what is not known; empty if there is
 *     none
 */
public record Dataset(
    DatasetId id,
    SourceSpan span,
    String file,
    Sourced<String> description,
    Map<String, Sourced<String>> labels,
    Sourced<String> version,
    Sourced<Layer> layer,
    boolean shared,
    Storage storage,
    List<Column> columns,
    Optional<Sourced<String>> timeColumn,
    Sourced<OnInvalid> onInvalid,
    Sourced<OnUnknownColumn> onUnknownColumn,
    List<Expectation> expectations,
    Optional<Slo> slo,
    Optional<Sourced<Duration>> retention,
    Optional<Maintenance> maintenance,
    Map<String, Sourced<Object>> unknownMember,
    SchemaChange schemaChange) {
  public Dataset {
    labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    columns = List.copyOf(columns);
    unknownMember = Collections.unmodifiableMap(new LinkedHashMap<>(unknownMember));
    expectations = List.copyOf(expectations);
  }

  /** Returns the column of a name, ignoring case as the SQL session does. */
  public Optional<Column> column(String name) {
    return columns.stream().filter(column -> column.name().equalsIgnoreCase(name)).findFirst();
  }

  /** Returns the column that the writer fills with a value. */
  public Optional<Column> generatedColumn(Column.Generated generated) {
    return columns.stream()
        .filter(column -> column.generated().filter(each -> each.value() == generated).isPresent())
        .findFirst();
  }

  /** Returns the key columns in column order. */
  public List<Column> keyColumns() {
    return columns.stream().filter(Column::key).toList();
  }

  /** How far data has come. */
  public enum Layer {
    SOURCE,
    BRONZE,
    SILVER,
    GOLD,
    FEATURE
  }

  /** What happens to a row that breaks the contract's types. */
  public enum OnInvalid {
    QUARANTINE,
    FAIL,
    DROP
  }

  /** What happens when the source has a column that the contract lacks. */
  public enum OnUnknownColumn {
    WARN,
    FAIL,
    DISCARD_ROW,
    CAPTURE;

    /** Whether it depends on the values of a row what becomes of it. */
    public boolean isByRow() {
      return this == DISCARD_ROW || this == CAPTURE;
    }
  }

  /** A promise of freshness: data is at most so old for a share of the window's time. */
  public record Slo(
      Sourced<Duration> freshness,
      Sourced<BigDecimal> objectivePercent,
      Sourced<Duration> window) {}
}
