package io.dataplat.compiler.check;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.Rules;

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
  }

  private static boolean crossesDomains(DataFlow.Reader reader) {
    var owner = reader.input().dataset().value().id().domain();
    return !owner.equals(reader.place().domain().name());
  }

  private static void report(DataFlow.Reader reader, Diagnostics findings) {
    var dataset = reader.input().dataset();
    findings
        .reporter(Rules.NOT_SHARED)
        .at(
            dataset.spanOr(reader.input().span()),
            "`" + dataset.value().id() + "` is not shared with other domains",
            "its owner can write `shared: true` in " + dataset.value().file());
  }
}
