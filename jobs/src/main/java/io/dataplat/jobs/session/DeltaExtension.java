package io.dataplat.jobs.session;

import io.delta.sql.DeltaSparkSessionExtension;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.SparkSessionExtensions;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.ExpressionInfo;
import org.apache.spark.sql.catalyst.parser.ParserInterface;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.rules.Rule;
import org.apache.spark.sql.execution.SparkStrategy;
import scala.Function1;
import scala.Function2;
import scala.Tuple3;
import scala.collection.immutable.Seq;
import scala.runtime.AbstractFunction1;
import scala.runtime.BoxedUnit;

/**
 * The rules by which Spark reads Delta tables, without Delta's parser: in 4.4.0 that one loses the
 * parameters of a query, and no statement here is written in its words.
 */
public final class DeltaExtension extends AbstractFunction1<SparkSessionExtensions, BoxedUnit> {

  @Override
  public BoxedUnit apply(SparkSessionExtensions extensions) {
    new DeltaSparkSessionExtension().apply(new Rules(extensions));
    return BoxedUnit.UNIT;
  }

  private static final class Rules extends SparkSessionExtensions {

    private final SparkSessionExtensions to;

    Rules(SparkSessionExtensions to) {
      this.to = to;
    }

    @Override
    public void injectParser(Function2<SparkSession, ParserInterface, ParserInterface> builder) {}

    @Override
    public void injectTableFunction(
        Tuple3<FunctionIdentifier, ExpressionInfo, Function1<Seq<Expression>, LogicalPlan>>
            function) {}

    @Override
    public void injectHintResolutionRule(Function1<SparkSession, Rule<LogicalPlan>> builder) {
      to.injectHintResolutionRule(builder);
    }

    @Override
    public void injectResolutionRule(Function1<SparkSession, Rule<LogicalPlan>> builder) {
      to.injectResolutionRule(builder);
    }

    @Override
    public void injectCheckRule(
        Function1<SparkSession, Function1<LogicalPlan, BoxedUnit>> builder) {
      to.injectCheckRule(builder);
    }

    @Override
    public void injectOptimizerRule(Function1<SparkSession, Rule<LogicalPlan>> builder) {
      to.injectOptimizerRule(builder);
    }

    @Override
    public void injectPostHocResolutionRule(Function1<SparkSession, Rule<LogicalPlan>> builder) {
      to.injectPostHocResolutionRule(builder);
    }

    @Override
    public void injectPlanNormalizationRule(Function1<SparkSession, Rule<LogicalPlan>> builder) {
      to.injectPlanNormalizationRule(builder);
    }

    @Override
    public void injectPreCBORule(Function1<SparkSession, Rule<LogicalPlan>> builder) {
      to.injectPreCBORule(builder);
    }

    @Override
    public void injectPlannerStrategy(Function1<SparkSession, SparkStrategy> builder) {
      to.injectPlannerStrategy(builder);
    }
  }
}
