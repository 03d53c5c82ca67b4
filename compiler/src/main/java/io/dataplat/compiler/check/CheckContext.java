package io.dataplat.compiler.check;

import io.dataplat.compiler.analysis.AnalysedPlatform;
import io.dataplat.compiler.model.Dataset;
import io.dataplat.compiler.model.Domain;
import io.dataplat.compiler.model.Environment;
import io.dataplat.compiler.model.Pipeline;
import java.util.List;
import java.util.Set;

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

  public List<Domain> domains() {
    return analysed.platform().domains();
  }
}
