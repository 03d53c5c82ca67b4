package io.dataplat.compiler.resolve;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.merge.Hints;
import io.dataplat.compiler.merge.SqlFiles;
import io.dataplat.compiler.yaml.SourceFile;
import io.dataplat.compiler.yaml.SourceFiles;
import io.dataplat.compiler.yaml.YamlMapping;
import io.dataplat.compiler.yaml.YamlReader;
import io.dataplat.compiler.yaml.YamlScalar;
import java.util.Map;
import java.util.Optional;

/**
 * Finds what the data contract of ODCS says that a dataset names.
 *
 * @param texts the texts of all source files by path
 */
record DataContractFile(Map<String, String> texts, Diagnostics diagnostics) {

  /** Returns the object of the contract's schema, unless a finding says why there is none. */
  Optional<YamlMapping> schema(Fields quality) {
    var named = quality.required("odcs");
    var wanted = quality.required("schema");
    return text(named)
        .flatMap(this::contract)
        .flatMap(contract -> schema(contract, named.text(), wanted));
  }

  private Optional<SourceFile> text(YamlScalar named) {
    var path =
        SqlFiles.path(named.span().file(), named.text())
            .filter(SourceFiles::isDataContract)
            .filter(texts::containsKey);
    if (path.isEmpty()) {
      var files =
          texts.keySet().stream()
              .filter(SourceFiles::isDataContract)
              .map(file -> SqlFiles.named(named.span().file(), file))
              .toList();
      diagnostics
          .reporter(Rules.MISSING_FILE)
          .at(
              named.span(),
              "there is no data contract `%s`".formatted(named.text()),
              Hints.nearest(named.text(), files, "files that end with `.odcs.yaml`"));
    }
    return path.map(file -> new SourceFile(file, texts.getOrDefault(file, "")));
  }

  private Optional<Fields> contract(SourceFile file) {
    var ofYaml = new Diagnostics();
    var nodes = YamlReader.read(file, ofYaml);
    diagnostics.addAll(ofYaml.sorted());
    return ofYaml.hasErrors()
        ? Optional.empty()
        : nodes.stream()
            .filter(YamlMapping.class::isInstance)
            .map(node -> new Fields((YamlMapping) node))
            .findFirst();
  }

  private Optional<YamlMapping> schema(Fields contract, String file, YamlScalar wanted) {
    var objects = contract.mappings("schema");
    var found =
        objects.stream().filter(each -> name(each).equals(Optional.of(wanted.text()))).findFirst();
    if (found.isEmpty()) {
      var names = objects.stream().flatMap(each -> name(each).stream()).toList();
      diagnostics
          .reporter(Rules.NO_DATA_CONTRACT)
          .at(
              wanted.span(),
              "`%s` has no object `%s` in its `schema`".formatted(file, wanted.text()),
              Hints.nearest(wanted.text(), names, "objects"));
    }
    return found.map(Fields::mapping);
  }

  private static Optional<String> name(Fields named) {
    return named.scalar("name").map(YamlScalar::text);
  }
}
