package io.dataplat.compiler.check;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.model.Task;
import io.dataplat.compiler.model.TaskRuntime;
import java.util.List;

/** Spark settings that the compiler owns, and executors that dynamic allocation begins with. */
final class RuntimeCheck implements Check {

  private static final List<String> OWNED =
      List.of(
          "spark.app.name",
          "spark.master",
          "spark.submit.deployMode",
          "spark.driver.cores",
          "spark.driver.memory",
          "spark.driver.memoryOverhead",
          "spark.executor.cores",
          "spark.executor.memory",
          "spark.executor.memoryOverhead",
          "spark.executor.instances",
          "spark.jars",
          "spark.files",
          "spark.archives",
          "spark.sql.ansi.enabled",
          "spark.sql.caseSensitive",
          "spark.sql.defaultCatalog",
          "spark.sql.extensions",
          "spark.sql.session.timeZone",
          "spark.sql.storeAssignmentPolicy",
          "spark.sql.streaming.checkpointLocation",
          "spark.ui.prometheus.enabled");

  private static final List<String> OWNED_FAMILIES =
      List.of("spark.kubernetes.", "spark.dynamicAllocation.", "spark.sql.catalog.", "spark.jars.");

  @Override
  public void check(CheckContext context, Diagnostics findings) {
    for (var place : context.flow().tasks()) {
      checkSettings(place.task(), findings);
      if (place.task().runtime().executor().scale() instanceof TaskRuntime.Scale.Dynamic scale
          && scale.min().value() < 1) {
        findings
            .reporter(Rules.ZERO_MIN_EXECUTORS)
            .at(
                scale.min().spanOr(place.task().span()),
                "`min: " + scale.min().value() + "` executors: the Spark operator refuses it",
                "write `min: 1` or more");
      }
    }
  }

  private static void checkSettings(Task task, Diagnostics findings) {
    task.runtime()
        .sparkConf()
        .forEach(
            (key, value) -> {
              if (isOwned(key)) {
                findings
                    .reporter(Rules.OWNED_SPARK_CONF)
                    .at(
                        value.spanOr(task.span()),
                        "the compiler sets `" + key + "` itself",
                        "remove it; sizes, connections and the time zone have their own fields");
              }
            });
  }

  private static boolean isOwned(String key) {
    return OWNED.contains(key) || OWNED_FAMILIES.stream().anyMatch(key::startsWith);
  }
}
