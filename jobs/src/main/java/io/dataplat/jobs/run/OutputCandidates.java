package io.dataplat.jobs.run;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;

import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobplan.MetricRule;
import io.dataplat.jobplan.MetricScope;
import io.dataplat.jobplan.OnInvalid;
import io.dataplat.jobplan.OnViolation;
import io.dataplat.jobplan.Output;
import io.dataplat.jobplan.QuarantineRows;
import io.dataplat.jobplan.TechnicalColumns;
import io.dataplat.jobplan.UnknownMember;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import io.dataplat.jobs.database.DatabaseValues;
import io.dataplat.jobs.gate.ContractRules;
import io.dataplat.jobs.gate.Gate;
import io.dataplat.jobs.gate.GateRule;
import io.dataplat.jobs.input.CsvValues;
import io.dataplat.jobs.input.InputReader;
import io.dataplat.jobs.input.SourceColumns;
import io.dataplat.jobs.mask.Masks;
import io.dataplat.jobs.measure.Measure;
import io.dataplat.jobs.measure.MetricMeasures;
import io.dataplat.jobs.session.ColumnTypes;
import io.dataplat.jobs.session.Names;
import io.dataplat.jobs.session.TimeBounds;
import io.dataplat.jobs.write.EarlierDeletes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/** Brings the rows of a step into the shape of an output's contract, ready for its gate. */
public record OutputCandidates(
    Output output, DatasetContract dataset, RunSlice slice, Masks masks, QuarantineRows piiRows) {

  private static final String AS_DELIVERED = "_delivered_";
  private static final String LAST = "_last_";
  private static final Set<WriteMode> ROW_BY_ROW =
      EnumSet.of(
          WriteMode.APPEND,
          WriteMode.OVERWRITE,
          WriteMode.OVERWRITE_INTERVAL,
          WriteMode.OVERWRITE_GROUPS);

  /** The rows, and how they are judged. */
  public Gate.Judgement of(Dataset<Row> rows) {
    return of(rows, Optional.empty(), Optional.empty());
  }

  /**
   * The same, where a change must not be older than what its key has seen.
   *
   * @param lastEffective the greatest time of each key, by the names of the table
   * @param earlier which deletes are forgotten
   */
  public Gate.Judgement of(
      Dataset<Row> rows, Optional<Dataset<Row>> lastEffective, Optional<EarlierDeletes> earlier) {
    var none = lit(null).cast(DataTypes.StringType);
    var typed = withKnown(typed(rows), earlier);
    var rules = new ArrayList<>(rules(rows));
    lastEffective.ifPresent(last -> rules.add(late()));
    earlier.ifPresent(forgotten -> rules.add(deleting().tooLate(forgotten)));
    return new Gate.Judgement(
        lastEffective.map(last -> withLast(typed, last)).orElse(typed),
        rules,
        measures(),
        Stream.concat(stored().columns().stream(), deleting().carried()).toList(),
        none,
        lit(false),
        position(),
        piiRows.keep(dataset) ? to_json(struct(masked().toArray(Column[]::new))) : none,
        none);
  }

  private StoredRow stored() {
    return new StoredRow(output.write(), dataset, slice, masks);
  }

  private DeletingRows deleting() {
    return new DeletingRows(output.write(), dataset);
  }

  private Stream<ContractColumn> delivered() {
    return deleting().delivered();
  }

  // A value that does not fit its type becomes null here, and a hit of the rule `fits` below.
  private Dataset<Row> typed(Dataset<Row> rows) {
    var columns = new ArrayList<Column>();
    delivered()
        .forEach(
            column -> {
              var value = col(Names.quote(column.name()));
              var isExact = isExact(rows, column);
              columns.add(
                  isExact ? value : value.try_cast(ColumnTypes.of(column)).as(column.name()));
              if (!isExact) {
                columns.add(value.as(AS_DELIVERED + column.name()));
              }
            });
    deleting()
        .left()
        .forEach(column -> columns.add(lit(null).cast(ColumnTypes.of(column)).as(column.name())));
    deleting().mark(rows.sparkSession()).ifPresent(columns::add);
    Stream.of(InputReader.SOURCE_FILE, SourceColumns.MESSAGE)
        .filter(hidden -> List.of(rows.columns()).contains(hidden))
        .forEach(hidden -> columns.add(col(hidden)));
    return rows.select(columns.toArray(Column[]::new));
  }

  private static boolean isExact(Dataset<Row> rows, ContractColumn column) {
    return Stream.of(rows.schema().fields())
        .filter(field -> field.name().equalsIgnoreCase(column.name()))
        .findFirst()
        .map(field -> field.dataType().asNullable().equals(ColumnTypes.of(column).asNullable()))
        .orElseThrow(
            () ->
                new JobFailure(
                    ExitCode.PLAN_REFUSED,
                    "output-does-not-fit",
                    "the step delivers no column `" + column.name() + "`"));
  }

  private List<GateRule> rules(Dataset<Row> rows) {
    var rules = new ArrayList<GateRule>();
    delivered()
        .flatMap(column -> fits(rows, column).stream().map(rule -> deleting().on(column, rule)))
        .forEach(rules::add);
    deleting().implicit().forEach(rules::add);
    rules.addAll(ofWriteMode());
    output.write().unknownMember().map(this::isOther).ifPresent(rules::add);
    var declared = ContractRules.declared(rows.sparkSession(), output.rules());
    deleting().ofChanges(declared).forEach(rules::add);
    return rules;
  }

  // What readers will see is known here only if the rows are stored one by one, as they are judged.
  private List<Measure> measures() {
    var measures = new MetricMeasures(dataset);
    return measures.of(
        output.metrics().stream()
            .filter(rule -> rule.over() == MetricScope.READ || isStoredAsJudged(measures, rule))
            .toList());
  }

  /** Whether the table takes the rows one by one, as they are. */
  static boolean isRowByRow(WriteMode mode) {
    return ROW_BY_ROW.contains(mode);
  }

  private boolean isStoredAsJudged(MetricMeasures measures, MetricRule rule) {
    return isRowByRow(output.write().mode())
        && measures.columns(rule).stream()
            .allMatch(column -> column.mask().isEmpty() && column.generated().isEmpty());
  }

  private Optional<GateRule> fits(Dataset<Row> rows, ContractColumn column) {
    var type = isExact(rows, column) ? Optional.<Column>empty() : Optional.of(fitsType(column));
    return Stream.of(type, fitsPlace(column))
        .flatMap(Optional::stream)
        .reduce(Column::and)
        .map(fits -> GateRule.implicit("fits:" + column.name(), dataset.onInvalid(), fits));
  }

  private static Column fitsType(ContractColumn column) {
    var asDelivered = col(Names.quote(AS_DELIVERED + column.name()));
    return asDelivered.isNull().or(col(Names.quote(column.name())).isNotNull());
  }

  private Optional<Column> fitsPlace(ContractColumn column) {
    return DatabaseValues.fits(dataset.format(), column, col(Names.quote(column.name())))
        .or(() -> CsvValues.fits(dataset, column, stored().value(column)));
  }

  // A row with the key of the unknown member would take its place.
  private GateRule isOther(UnknownMember member) {
    var isMember =
        dataset.columns().stream()
            .filter(column -> column.key().isPresent())
            .map(
                column ->
                    col(Names.quote(column.name()))
                        .eqNullSafe(
                            lit(member.values().get(column.name())).cast(ColumnTypes.of(column))))
            .reduce(lit(true), Column::and);
    return GateRule.implicit("unknown-member", dataset.onInvalid(), not(isMember));
  }

  private List<GateRule> ofWriteMode() {
    if (output.write().mode() == WriteMode.OVERWRITE_INTERVAL) {
      return insideInterval();
    }
    return output.write().mode().isByKey() ? comparable() : List.of();
  }

  private Dataset<Row> withLast(Dataset<Row> typed, Dataset<Row> lastEffective) {
    return joined(typed, lastEffective, TechnicalColumns.LAST_EFFECTIVE);
  }

  private Dataset<Row> withKnown(Dataset<Row> typed, Optional<EarlierDeletes> earlier) {
    return earlier
        .flatMap(EarlierDeletes::known)
        .map(known -> known.withColumn(DeletingRows.KNOWN, lit(true)))
        .map(known -> joined(typed, known, DeletingRows.KNOWN))
        .orElse(typed);
  }

  private Dataset<Row> joined(Dataset<Row> typed, Dataset<Row> byKey, String column) {
    var last = byKey;
    var onKeys = lit(true);
    for (var key : output.write().keys()) {
      last = last.withColumnRenamed(key, LAST + key);
      onKeys = onKeys.and(stored().value(column(key)).equalTo(col(Names.quote(LAST + key))));
    }
    var names = Stream.of(typed.columns()).map(Names::quote).map(functions::col);
    return typed
        .join(last, onKeys, "left")
        .select(Stream.concat(names, Stream.of(col(column))).toArray(Column[]::new));
  }

  private GateRule late() {
    var time = col(TechnicalColumns.LAST_EFFECTIVE);
    var isInOrder = time.isNull().or(stored().effective().geq(time));
    return GateRule.implicit("late", OnInvalid.QUARANTINE, isInOrder);
  }

  private List<GateRule> insideInterval() {
    var time = column(dataset.timeColumn().orElseThrow());
    var bounds = new TimeBounds(slice.interval().orElseThrow(), ColumnTypes.of(time));
    var inside = bounds.contains(col(Names.quote(time.name())));
    var rules = new ArrayList<GateRule>();
    rules.add(new GateRule("outside-interval", OnViolation.FAIL, inside));
    if (time.nullable()) {
      rules.add(ContractRules.timeMissing(dataset, time));
    }
    return rules;
  }

  // A null key never matches and would be inserted each time; a null sequence has no place in
  // order.
  private List<GateRule> comparable() {
    return Stream.concat(output.write().keys().stream(), output.write().ordering().stream())
        .distinct()
        .map(this::column)
        .filter(ContractColumn::nullable)
        .map(
            column ->
                GateRule.implicit(
                    "not-null:" + column.name(),
                    OnInvalid.QUARANTINE,
                    col(Names.quote(column.name())).isNotNull()))
        .toList();
  }

  private ContractColumn column(String name) {
    return dataset.column(name).orElseThrow();
  }

  private List<Column> masked() {
    return delivered().map(column -> stored().value(column).as(column.name())).toList();
  }

  // A row that steps made has no place in a source; its key says which one it is.
  private Column position() {
    var keys = delivered().filter(column -> column.key().isPresent()).toList();
    return keys.isEmpty()
        ? lit(null).cast(DataTypes.StringType)
        : to_json(
            struct(
                keys.stream()
                    .map(key -> stored().value(key).as(key.name()))
                    .toArray(Column[]::new)));
  }
}
