package io.dataplat.compiler.resolve;

import io.dataplat.compiler.model.Dataset;
import io.dataplat.compiler.model.DatasetId;
import io.dataplat.compiler.model.Sourced;
import io.dataplat.compiler.yaml.YamlScalar;
import java.util.Map;
import java.util.Optional;

/**
 * The datasets that tasks name.
 *
 * @param resolved those that could be made; what is wrong with the others is reported already
 */
record Datasets(Map<String, Dataset> resolved, Contracts contracts) {

  Optional<Dataset> find(DatasetId id) {
    return Optional.ofNullable(resolved.get(id.toString()));
  }

  Optional<Sourced<Dataset>> find(YamlScalar name) {
    if (!contracts.knows(name.text())) {
      contracts.reportUnknown(name, name.text());
    }
    return Optional.ofNullable(resolved.get(name.text())).map(dataset -> Sourced.at(dataset, name));
  }
}
