package io.dataplat.jobs.run;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.DataInterval;
import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobplan.Deletes;
import io.dataplat.jobplan.OnInvalid;
import io.dataplat.jobplan.TechnicalColumns;
import io.dataplat.jobplan.Write;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.gate.ContractRules;
import io.dataplat.jobs.gate.GateRule;
import io.dataplat.jobs.session.ColumnTypes;
import io.dataplat.jobs.session.Names;
import io.dataplat.jobs.session.TimeBounds;
import io.dataplat.jobs.write.EarlierDeletes;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.SparkSession;

/**
 * Which candidates mean that their key is gone. Of such a row only the key counts and its place in
 * the order of changes, so that no other column is asked for anything.
 */
record DeletingRows(Write write, DatasetContract dataset) {

  static final String KNOWN = "_is_known";

  private static final Column IS_DELETE = col(TechnicalColumns.IS_DELETE);

  /** Whether a row of the step means so; it is never unknown. */
  Optional<Column> mark(SparkSession session) {
    return write
        .deletes()
        .map(
            deletes ->
                coalesce(condition(session, deletes), lit(false)).as(TechnicalColumns.IS_DELETE));
  }

  private static Column condition(SparkSession session, Deletes deletes) {
    return deletes.when().map(sql -> ContractRules.condition(session, sql)).orElse(lit(false));
  }

  /** The same mark on its way to the table. */
  Stream<Column> carried() {
    return write.deletes().stream().map(deletes -> IS_DELETE);
  }

  /** The columns that the step must deliver. */
  Stream<ContractColumn> delivered() {
    return dataset.columns().stream()
        .filter(column -> column.generated().isEmpty())
        .filter(column -> write.mode() != WriteMode.DELETE || isOfDeletes(column));
  }

  /** The columns that only other tasks fill. */
  Stream<ContractColumn> left() {
    return dataset.columns().stream()
        .filter(column -> column.generated().isEmpty())
        .filter(column -> write.mode() == WriteMode.DELETE && !isOfDeletes(column));
  }

  private boolean isOfDeletes(ContractColumn column) {
    return write.ofDeletes().contains(column.name());
  }

  /** The rules of a contract: those that ask for more than a delete has concern changes only. */
  Stream<GateRule> implicit() {
    if (write.deletes().isEmpty()) {
      return ContractRules.implicit(dataset).stream();
    }
    var all = dataset.columns().stream();
    var asked = ContractRules.implicit(dataset.with(all.filter(this::isOfDeletes).toList()));
    var others = dataset.columns().stream().filter(column -> !isOfDeletes(column)).toList();
    return Stream.concat(asked.stream(), ofChanges(ContractRules.implicit(dataset.with(others))));
  }

  /** A rule on the column of a contract. */
  GateRule on(ContractColumn column, GateRule rule) {
    return isOfDeletes(column) ? rule : ofChange(rule);
  }

  /** Rules that concern no delete. */
  Stream<GateRule> ofChanges(List<GateRule> rules) {
    return rules.stream().map(this::ofChange);
  }

  private GateRule ofChange(GateRule rule) {
    return write.deletes().isEmpty()
        ? rule
        : new GateRule(rule.name(), rule.action(), IS_DELETE.or(rule.check()), rule.tolerated());
  }

  /** A change must not be so old that a delete after it may be forgotten. */
  GateRule tooLate(EarlierDeletes earlier) {
    var time = write.deleteTime().orElseThrow();
    var type = ColumnTypes.of(dataset.column(time).orElseThrow());
    var before = earlier.before();
    var bounds =
        new TimeBounds(new DataInterval(before.minusSeconds(1), before, ZoneOffset.UTC), type);
    var isInTime = not(expr(bounds.before(Names.quote(time))));
    var isKnown = earlier.known().isPresent() ? col(KNOWN).isNotNull() : lit(false);
    return ofChange(GateRule.implicit("too-late", OnInvalid.QUARANTINE, isKnown.or(isInTime)));
  }
}
