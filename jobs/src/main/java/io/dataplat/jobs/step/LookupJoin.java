package io.dataplat.jobs.step;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lead;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.raise_error;
import static org.apache.spark.sql.functions.when;

import io.dataplat.jobplan.Lookup;
import io.dataplat.jobplan.LookupColumn;
import io.dataplat.jobplan.LookupKey;
import io.dataplat.jobplan.LookupVersion;
import io.dataplat.jobplan.MissingMember;
import io.dataplat.jobs.session.Names;
import io.dataplat.jobs.write.ValueHash;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.DataType;

/**
 * Adds to each row the columns of the one row of another relation that has its key. A relation with
 * two such rows stops the run, so that no row is ever doubled.
 */
final class LookupJoin {

  private static final String KEY = "_looked_up_key_";
  private static final String ADDED = "_looked_up_";
  private static final String FROM = "_looked_up_from";
  private static final String TO = "_looked_up_to";
  private static final String FOUND = "_looked_up";

  private final String step;
  private final Lookup rule;

  LookupJoin(String step, Lookup rule) {
    this.step = step;
    this.rule = rule;
  }

  Dataset<Row> apply(Dataset<Row> rows, Dataset<Row> in) {
    var kept = Stream.of(rows.columns()).map(LookupJoin::quoted);
    var added = rule.add().stream().map(column -> value(column, in).as(column.name()));
    var type = rule.missing() == MissingMember.DROP ? "inner" : "left";
    return rows.join(members(in), matches(), type)
        .select(Stream.concat(kept, added).toArray(Column[]::new));
  }

  private Column matches() {
    var matches = lit(true);
    for (int i = 0; i < rule.on().size(); i++) {
      matches = matches.and(quoted(rule.on().get(i).column()).equalTo(col(KEY + i)));
    }
    var time = rule.at().flatMap(LookupVersion::time);
    return time.isEmpty()
        ? matches
        : matches
            .and(quoted(time.get()).geq(col(FROM)))
            .and(col(TO).isNull().or(quoted(time.get()).lt(col(TO))));
  }

  // A null key matches nothing, so it may be there more than once.
  private Dataset<Row> members(Dataset<Row> in) {
    var found = new ArrayList<Column>();
    for (int i = 0; i < rule.on().size(); i++) {
      var key = quoted(rule.on().get(i).key());
      found.add((i == 0 ? once(key) : key).as(KEY + i));
    }
    for (int i = 0; i < rule.add().size(); i++) {
      found.add(quoted(rule.add().get(i).column()).as(ADDED + i));
    }
    rule.at()
        .filter(at -> at.time().isPresent())
        .ifPresent(
            at -> {
              found.add(quoted(at.validFrom()).as(FROM));
              found.add(quoted(at.validTo()).as(TO));
            });
    found.add(lit(true).as(FOUND));
    return in.where(isMember()).select(found.toArray(Column[]::new));
  }

  private Column isMember() {
    var isMember =
        keys().stream().map(key -> quoted(key).isNotNull()).reduce(lit(true), Column::and);
    return rule.at()
        .filter(at -> at.time().isEmpty())
        .map(at -> isMember.and(quoted(at.validTo()).isNull()))
        .orElse(isMember);
  }

  private Column once(Column key) {
    var message = "lookup-not-unique in step " + step + ", key " + String.join(", ", keys());
    return when(isTwice(), raise_error(lit(message))).otherwise(key);
  }

  // Versions in the order of their times overlap only if one does with the next.
  private Column isTwice() {
    var sameKey =
        Window.partitionBy(keys().stream().map(LookupJoin::quoted).toArray(Column[]::new));
    return rule.at()
        .filter(at -> at.time().isPresent())
        .map(
            at -> {
              var from = quoted(at.validFrom());
              var to = quoted(at.validTo());
              var next = lead(from, 1).over(sameKey.orderBy(from, to.asc_nulls_last()));
              return next.isNotNull().and(to.isNull().or(next.lt(to)));
            })
        .orElseGet(() -> count(lit(1)).over(sameKey).gt(1));
  }

  private Column value(LookupColumn column, Dataset<Row> in) {
    var found = col(ADDED + rule.add().indexOf(column));
    var type = in.schema().apply(column.column()).dataType();
    return switch (rule.missing()) {
      case KEEP, DROP -> found;
      case UNKNOWN, INFERRED ->
          when(col(FOUND).isNotNull(), found).otherwise(missing(column, type, in));
    };
  }

  private Column missing(LookupColumn column, DataType type, Dataset<Row> in) {
    var unknown = column.unknown().map(text -> lit(text)).orElse(lit(null)).cast(type);
    return column
        .surrogateKeyOf()
        .map(dataset -> coalesce(inferred(dataset, in), unknown))
        .orElse(unknown);
  }

  // The key that the dimension will have made of the same values when the member comes.
  private Column inferred(String dataset, Dataset<Row> in) {
    var values = rule.on().stream().map(each -> keyValue(each, in)).toList();
    var hasKey =
        rule.on().stream()
            .map(each -> quoted(each.column()).isNotNull())
            .reduce(lit(true), Column::and);
    return when(hasKey, ValueHash.surrogateKey(dataset, values));
  }

  private static ValueHash.Value keyValue(LookupKey key, Dataset<Row> in) {
    var type = in.schema().apply(key.key()).dataType();
    return new ValueHash.Value(quoted(key.column()).cast(type), type);
  }

  private List<String> keys() {
    return rule.on().stream().map(LookupKey::key).toList();
  }

  private static Column quoted(String name) {
    return col(Names.quote(name));
  }
}
