package io.dataplat.jobplan;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a dataset promises, and where it lies. */
public record DatasetContract(
    String id,
    String version,
    String connection,
    Location location,
    Format format,
    Map<String, String> options,
    Optional<String> timezone,
    Optional<String> timeColumn,
    List<ContractColumn> columns,
    List<PartitionField> partitionBy,
    List<String> sortBy,
    OnInvalid onInvalid,
    OnUnknownColumn onUnknownColumn,
    NewColumns newColumns,
    TypeChange types,
    Optional<String> retention,
    Optional<String> writer) {
  /** Copies what the caller may still change. */
  public DatasetContract {
    options = Ordered.copyOf(options);
    columns = List.copyOf(columns);
    partitionBy = List.copyOf(partitionBy);
    sortBy = List.copyOf(sortBy);
  }

  /** The column of a name. */
  public Optional<ContractColumn> column(String name) {
    return columns.stream().filter(column -> column.name().equals(name)).findFirst();
  }

  /** The column that keeps what a source has beside its contract. */
  public Optional<ContractColumn> capturingColumn() {
    return columns.stream()
        .filter(column -> column.generated().equals(Optional.of(Generated.UNKNOWN_COLUMNS)))
        .findFirst();
  }

  /** The same contract for what its writer sends: without the column that a reader adds. */
  public DatasetContract sent() {
    return capturingColumn()
        .map(extra -> with(columns.stream().filter(each -> !each.equals(extra)).toList()))
        .orElse(this);
  }

  /** The same contract for some of its columns. */
  public DatasetContract with(List<ContractColumn> some) {
    return new DatasetContract(
        id,
        version,
        connection,
        location,
        format,
        options,
        timezone,
        timeColumn,
        some,
        partitionBy,
        sortBy,
        onInvalid,
        onUnknownColumn,
        newColumns,
        types,
        retention,
        writer);
  }

  /** The same contract of a dataset that lies elsewhere. */
  public DatasetContract at(Location elsewhere) {
    return at(connection, elsewhere, format);
  }

  /** The same contract of a dataset that lies in another system. */
  public DatasetContract at(String otherConnection, Location elsewhere, Format otherFormat) {
    return new DatasetContract(
        id,
        version,
        otherConnection,
        elsewhere,
        otherFormat,
        options,
        timezone,
        timeColumn,
        columns,
        partitionBy,
        sortBy,
        onInvalid,
        onUnknownColumn,
        newColumns,
        types,
        retention,
        writer);
  }

  /** The same contract of files that are written in another way. */
  public DatasetContract with(Map<String, String> way) {
    return new DatasetContract(
        id,
        version,
        connection,
        location,
        format,
        way,
        timezone,
        timeColumn,
        columns,
        partitionBy,
        sortBy,
        onInvalid,
        onUnknownColumn,
        newColumns,
        types,
        retention,
        writer);
  }

  /** The same contract with another answer to columns that it does not know. */
  public DatasetContract with(OnUnknownColumn answer) {
    return new DatasetContract(
        id,
        version,
        connection,
        location,
        format,
        options,
        timezone,
        timeColumn,
        columns,
        partitionBy,
        sortBy,
        onInvalid,
        answer,
        newColumns,
        types,
        retention,
        writer);
  }

  /** The same contract of a table in parts. */
  public DatasetContract partitionedBy(List<PartitionField> parts) {
    return new DatasetContract(
        id,
        version,
        connection,
        location,
        format,
        options,
        timezone,
        timeColumn,
        columns,
        parts,
        sortBy,
        onInvalid,
        onUnknownColumn,
        newColumns,
        types,
        retention,
        writer);
  }

  /** The same contract of what a task writes. */
  public DatasetContract writtenBy(String task) {
    return new DatasetContract(
        id,
        version,
        connection,
        location,
        format,
        options,
        timezone,
        timeColumn,
        columns,
        partitionBy,
        sortBy,
        onInvalid,
        onUnknownColumn,
        newColumns,
        types,
        retention,
        Optional.of(task));
  }

  /** Whether a stored row tells of a person. */
  public boolean holdsPersonalData() {
    return columns.stream().anyMatch(column -> column.classification().isPersonal());
  }
}
