package io.dataplat.compiler.analysis;

import io.dataplat.compiler.model.DatasetId;
import io.dataplat.compiler.model.PipelineId;
import io.dataplat.compiler.model.Platform;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A platform with the types that Spark's analyser found in its SQL.
 *
 * @param tasks by pipeline and task name
 * @param ruleColumns the columns that each row rule reads, by dataset and rule name
 */
public record AnalysedPlatform(
    Platform platform,
    Map<PipelineId, Map<String, AnalysedTask>> tasks,
    Map<DatasetId, Map<String, List<String>>> ruleColumns) {
  public AnalysedPlatform {
    tasks = Collections.unmodifiableMap(new LinkedHashMap<>(tasks));
    ruleColumns = Collections.unmodifiableMap(new LinkedHashMap<>(ruleColumns));
  }

  /** Returns what was found out about a task; every task of the platform has an entry. */
  public AnalysedTask task(PipelineId pipeline, String task) {
    return Objects.requireNonNull(tasks.getOrDefault(pipeline, Collections.emptyMap()).get(task));
  }

  /** Returns whether every step of a pipeline could be analysed. */
  public boolean complete(PipelineId pipeline) {
    return tasks.getOrDefault(pipeline, Collections.emptyMap()).values().stream()
        .allMatch(AnalysedTask::complete);
  }

  /** Returns the columns that a row rule of a dataset reads. */
  public List<String> ruleColumns(DatasetId dataset, String rule) {
    return ruleColumns.getOrDefault(dataset, Collections.emptyMap()).getOrDefault(rule, List.of());
  }
}
