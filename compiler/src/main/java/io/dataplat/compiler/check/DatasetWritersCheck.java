package io.dataplat.compiler.check;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.model.Dataset;
import java.util.List;
import java.util.Set;

/** Each dataset has one writing task in the whole repository, a source none. */
final class DatasetWritersCheck implements Check {

  private static final Set<Dataset.Layer> WRITTEN_BY_OTHERS = Set.of(Dataset.Layer.SOURCE);

  @Override
  public void check(CheckContext context, Diagnostics findings) {
    for (var dataset : context.datasets()) {
      var writers = context.flow().writers(dataset.id());
      if (WRITTEN_BY_OTHERS.contains(dataset.layer().value())) {
        writers.forEach(writer -> reportWrittenSource(dataset, writer, findings));
      } else if (writers.isEmpty()) {
        reportNeverWritten(dataset, findings);
      }
      reportSecondWriters(dataset, writers, findings);
    }
    checkDomains(context, findings);
  }

  private static void reportWrittenSource(
      Dataset dataset, DataFlow.Writer writer, Diagnostics findings) {
    findings
        .reporter(Rules.SOURCE_IS_WRITTEN)
        .at(
            writer.output().dataset().spanOr(writer.output().span()),
            "`" + dataset.id() + "` has `layer: source`, so others write it",
            "write another dataset, or change the layer in " + dataset.file());
  }

  private static void reportNeverWritten(Dataset dataset, Diagnostics findings) {
    findings
        .reporter(Rules.NEVER_WRITTEN)
        .at(
            dataset.span(),
            "no task writes `" + dataset.id() + "`",
            "make it the output of a task, or write `layer: source` if others write it");
  }

  private static void reportSecondWriters(
      Dataset dataset, List<DataFlow.Writer> writers, Diagnostics findings) {
    writers.stream()
        .skip(1)
        .forEach(
            writer ->
                findings
                    .reporter(Rules.TWO_WRITERS)
                    .at(
                        writer.output().dataset().spanOr(writer.output().span()),
                        "`"
                            + writer.place()
                            + "` writes `"
                            + dataset.id()
                            + "`, which `"
                            + writers.get(0).place()
                            + "` writes already",
                        "join the two tasks, or give each its own dataset"));
  }

  private static void checkDomains(CheckContext context, Diagnostics findings) {
    context
        .flow()
        .writes()
        .filter(writer -> !writer.output().dataset().value().id().domain().equals(domain(writer)))
        .forEach(
            writer ->
                findings
                    .reporter(Rules.OTHER_DOMAINS_DATASET)
                    .at(
                        writer.output().dataset().spanOr(writer.output().span()),
                        "`"
                            + writer.place()
                            + "` writes `"
                            + writer.output().dataset().value().id()
                            + "`, a dataset of another domain",
                        "write a dataset of `" + domain(writer) + "`"));
  }

  private static String domain(DataFlow.Writer writer) {
    return writer.place().domain().name();
  }
}
