package io.dataplat.sql.spark;

import java.util.List;
import org.apache.spark.sql.catalyst.QueryPlanningTracker;
import org.apache.spark.sql.catalyst.analysis.Analyzer;
import org.apache.spark.sql.catalyst.analysis.FakeV2SessionCatalog$;
import org.apache.spark.sql.catalyst.analysis.FunctionRegistry$;
import org.apache.spark.sql.catalyst.analysis.RelationCache$;
import org.apache.spark.sql.catalyst.analysis.TableFunctionRegistry$;
import org.apache.spark.sql.catalyst.catalog.ExternalCatalog;
import org.apache.spark.sql.catalyst.catalog.GlobalTempViewManager;
import org.apache.spark.sql.catalyst.catalog.SessionCatalog;
import org.apache.spark.sql.catalyst.parser.CatalystSqlParser;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.rules.Rule;
import org.apache.spark.sql.connector.catalog.CatalogManager;
import scala.Function0;
import scala.Option;
import scala.collection.immutable.Seq;

/** Spark's analyser with built-in functions, the declared relations, and no catalogue behind it. */
final class StepAnalyzer {
  private static final int NO_CACHE = 0;

  private final Analyzer analyzer;

  StepAnalyzer(DeclaredRelations relations, CatalystSqlParser parser) {
    this.analyzer = analyzer(Scala.seq(List.of(relations)), parser);
  }

  LogicalPlan analyze(LogicalPlan plan) {
    return analyzer.executeAndCheck(plan, new QueryPlanningTracker(Option.empty()));
  }

  private static Analyzer analyzer(Seq<Rule<LogicalPlan>> rules, CatalystSqlParser parser) {
    var manager = new CatalogManager(FakeV2SessionCatalog$.MODULE$, emptyCatalog(parser));
    return new Analyzer(manager, RelationCache$.MODULE$.empty()) {
      @Override
      public Seq<Rule<LogicalPlan>> extendedResolutionRules() {
        return rules;
      }
    };
  }

  @SuppressWarnings("NullAway")
  private static SessionCatalog emptyCatalog(CatalystSqlParser parser) {
    // The nulls are Hadoop's configuration and loaders of user functions: a query reaches neither.
    Function0<ExternalCatalog> noExternalCatalog =
        () -> {
          throw new UnsupportedOperationException("external catalogue");
        };
    Function0<GlobalTempViewManager> noGlobalViews =
        () -> {
          throw new UnsupportedOperationException("global views");
        };
    return new SessionCatalog(
        noExternalCatalog,
        noGlobalViews,
        FunctionRegistry$.MODULE$.builtin(),
        TableFunctionRegistry$.MODULE$.builtin(),
        null,
        parser,
        null,
        null,
        NO_CACHE,
        -1L,
        "default");
  }
}
