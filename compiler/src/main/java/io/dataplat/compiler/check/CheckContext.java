package io.dataplat.compiler.check;

import io.dataplat.compiler.analysis.AnalysedPlatform;
import io.dataplat.compiler.model.Dataset;
import io.dataplat.compiler.model.Domain;
import io.dataplat.compiler.model.Environment;
import io.dataplat.compiler.model.MaintenancePipeline;
import io.dataplat.compiler.model.Pipeline;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What checks look at: the resolved repository with its types, who reads and writes what, and the
 * ticks of schedules.
 *
 * @param reservedWords the words, in lower case, that SQL does not take as a relation's name
 */
public record CheckContext(
    AnalysedPlatform analysed, DataFlow flow, TickCalendar calendar, Set<String> reservedWords) {

  public Environment environment() {
    return analysed.platform().environment();
  }

  /** Returns the datasets of all domains. */
  public List<Dataset> datasets() {
    return analysed.platform().domains().stream()
        .flatMap(domain -> domain.datasets().stream())
        .toList();
  }

  /** Returns the pipelines of all domains, disabled ones too. */
  public List<Pipeline> pipelines() {
    return analysed.platform().domains().stream()
        .flatMap(domain -> domain.pipelines().stream())
        .toList();
  }

  /** Returns all pipelines, those too that look after the tables of a domain. */
  List<Pipeline> scheduled() {
    return Stream.concat(pipelines().stream(), maintenance().map(DataFlow.Place::pipeline))
        .toList();
  }

  /** Returns the tasks that look after the tables of a domain. */
  Stream<DataFlow.Place> maintenance() {
    var platform = analysed.platform();
    return domains().stream()
        .flatMap(
            domain ->
                MaintenancePipeline.of(platform, domain).stream()
                    .flatMap(
                        pipeline ->
                            pipeline.tasks().stream()
                                .map(task -> new DataFlow.Place(domain, pipeline, task))));
  }

  public List<Domain> domains() {
    return analysed.platform().domains();
  }
}
