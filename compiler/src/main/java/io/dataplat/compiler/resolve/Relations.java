package io.dataplat.compiler.resolve;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.merge.Hints;
import io.dataplat.compiler.model.Dataset;
import io.dataplat.compiler.yaml.YamlScalar;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The inputs and steps of a task, which SQL and {@code from} name.
 *
 * @param inputs the dataset of each input that could be resolved
 */
record Relations(Fields task, Map<String, Dataset> inputs, Diagnostics diagnostics) {

  /** Reports a name that is neither an input nor a step. */
  void check(YamlScalar from) {
    var known = new LinkedHashSet<>(task.members("inputs").keySet());
    known.addAll(task.members("steps").keySet());
    if (!known.contains(from.text())) {
      diagnostics
          .reporter(Rules.UNKNOWN_RELATION)
          .at(
              from.span(),
              "`%s` is neither an input nor a step".formatted(from.text()),
              Hints.nearest(from.text(), known, "inputs and steps"));
    }
  }

  /**
   * Returns the dataset whose columns a relation has unchanged: an input, also behind steps that
   * only leave out rows. What SQL delivers is known to the analysis of SQL alone.
   */
  Optional<Dataset> contract(String relation) {
    var seen = new LinkedHashSet<String>();
    var name = relation;
    while (seen.add(name)) {
      if (inputs.containsKey(name)) {
        return Optional.ofNullable(inputs.get(name));
      }
      var from = task.below("steps").below(name).below("deduplicate").text("from");
      if (from.isEmpty()) {
        return Optional.empty();
      }
      name = from.get().value();
    }
    return Optional.empty();
  }

  /** Reports columns that a relation does not have, where that can be told. */
  void checkColumns(String relation, List<YamlScalar> names) {
    contract(relation)
        .map(
            dataset -> new ContractColumns(dataset.id().toString(), dataset.columns(), diagnostics))
        .ifPresent(columns -> names.forEach(columns::find));
  }
}
