package io.dataplat.compiler.analysis;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.model.DatasetId;
import io.dataplat.compiler.model.Pipeline;
import io.dataplat.compiler.model.PipelineId;
import io.dataplat.compiler.model.Platform;
import io.dataplat.sql.SqlAnalyzer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The stage that gives types to every task and reports the mistakes in its SQL. */
public final class PlatformAnalyzer {

  private final SqlAnalyzer sql;
  private final AnalysisCache cache;

  public PlatformAnalyzer(SqlAnalyzer sql, AnalysisCache cache) {
    this.sql = sql;
    this.cache = cache;
  }

  /** Analyses all tasks, those of disabled pipelines too, and all expectations. */
  public AnalysedPlatform analyze(Platform platform, Diagnostics findings) {
    Map<PipelineId, Map<String, AnalysedTask>> tasks = new LinkedHashMap<>();
    Map<DatasetId, Map<String, List<String>>> ruleColumns = new LinkedHashMap<>();
    var expectations = new ExpectationAnalyzer(sql, cache, findings);
    for (var domain : platform.domains()) {
      for (var dataset : domain.datasets()) {
        ruleColumns.put(dataset.id(), expectations.analyze(dataset));
      }
      for (var pipeline : domain.pipelines()) {
        tasks.put(pipeline.id(), analyze(pipeline, findings));
      }
    }
    return new AnalysedPlatform(platform, tasks, ruleColumns);
  }

  private Map<String, AnalysedTask> analyze(Pipeline pipeline, Diagnostics findings) {
    Map<String, AnalysedTask> tasks = new LinkedHashMap<>();
    for (var task : pipeline.tasks()) {
      var analyzer = new TaskAnalyzer(sql, cache, pipeline, task, findings);
      tasks.put(task.name(), analyzer.analyze());
    }
    return tasks;
  }
}
