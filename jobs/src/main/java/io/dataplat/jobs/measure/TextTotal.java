package io.dataplat.jobs.measure;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.expressions.Aggregator;
import org.apache.spark.sql.functions;
import org.jspecify.annotations.Nullable;

/** A {@link Total} as an aggregate of Spark, over numbers as texts, as only those lose no digit. */
final class TextTotal extends Aggregator<@Nullable String, Total, String> {

  private static final long serialVersionUID = 1L;
  private static final String NOT_FINITE = "NaN";

  private final Aggregate aggregate;

  private TextTotal(Aggregate aggregate) {
    this.aggregate = aggregate;
  }

  static Column of(Measure measure) {
    var total = functions.udaf(new TextTotal(measure.aggregate()), Encoders.STRING());
    return total.apply(measure.value().cast("string"));
  }

  /** What the aggregate has come to. */
  static Figure figure(String text) {
    var total = new Total(Aggregate.SUM);
    if (!text.isEmpty()) {
      RowNumber.add(total, text);
    }
    return total.figure();
  }

  @Override
  public Total zero() {
    return new Total(aggregate);
  }

  @Override
  public Total reduce(Total total, @Nullable String text) {
    if (text != null) {
      RowNumber.add(total, text);
    }
    return total;
  }

  @Override
  public Total merge(Total one, Total other) {
    return one.plus(other);
  }

  @Override
  public String finish(Total total) {
    var figure = total.figure();
    return figure.isFinite() ? figure.value().map(Object::toString).orElse("") : NOT_FINITE;
  }

  @Override
  public Encoder<Total> bufferEncoder() {
    return Encoders.javaSerialization(Total.class);
  }

  @Override
  public Encoder<String> outputEncoder() {
    return Encoders.STRING();
  }
}
