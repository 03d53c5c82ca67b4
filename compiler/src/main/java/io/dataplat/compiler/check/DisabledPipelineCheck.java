package io.dataplat.compiler.check;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.Rules;
import java.util.List;

/** An enabled pipeline reads nothing whose writer is disabled in this environment. */
final class DisabledPipelineCheck implements Check {

  @Override
  public void check(CheckContext context, Diagnostics findings) {
    context
        .flow()
        .reads()
        .filter(reader -> reader.place().pipeline().enabled().value())
        .forEach(
            reader -> {
              var writers = context.flow().writers(reader.input().dataset().value().id());
              if (!writers.isEmpty()
                  && writers.stream().noneMatch(DisabledPipelineCheck::enabled)) {
                report(reader, writers, findings);
              }
            });
  }

  private static boolean enabled(DataFlow.Writer writer) {
    return writer.place().pipeline().enabled().value();
  }

  private static void report(
      DataFlow.Reader reader, List<DataFlow.Writer> writers, Diagnostics findings) {
    var dataset = reader.input().dataset();
    findings
        .reporter(Rules.READS_DISABLED_PIPELINE)
        .at(
            dataset.spanOr(reader.input().span()),
            "`"
                + reader.place()
                + "` reads `"
                + dataset.value().id()
                + "`, whose writer `"
                + writers.get(0).place().pipeline().id()
                + "` is disabled here",
            "enable the writer, or disable the reader too");
  }
}
