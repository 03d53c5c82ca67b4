package io.dataplat.compiler.check;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.diagnostic.SourceSpan;
import io.dataplat.compiler.model.Dataset;

/** Other domains read only what is shared. */
final class SharingCheck implements Check {

  @Override
  public void check(CheckContext context, Diagnostics findings) {
    context
        .flow()
        .reads()
        .filter(reader -> !reader.input().dataset().value().shared())
        .filter(SharingCheck::crossesDomains)
        .forEach(reader -> report(reader, findings));
    for (var place : context.flow().tasks()) {
      place.task().references().stream()
          .filter(reference -> !reference.dataset().shared())
          .filter(reference -> !reference.dataset().id().domain().equals(place.domain().name()))
          .forEach(reference -> report(reference.span(), reference.dataset(), findings));
    }
  }

  private static boolean crossesDomains(DataFlow.Reader reader) {
    var owner = reader.input().dataset().value().id().domain();
    return !owner.equals(reader.place().domain().name());
  }

  private static void report(DataFlow.Reader reader, Diagnostics findings) {
    var dataset = reader.input().dataset();
    report(dataset.spanOr(reader.input().span()), dataset.value(), findings);
  }

  private static void report(SourceSpan place, Dataset dataset, Diagnostics findings) {
    findings
        .reporter(Rules.NOT_SHARED)
        .at(
            place,
            "`" + dataset.id() + "` is not shared with other domains",
            "its owner can write `shared: true` in " + dataset.file());
  }
}
