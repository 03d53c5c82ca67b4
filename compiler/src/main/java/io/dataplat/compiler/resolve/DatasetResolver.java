package io.dataplat.compiler.resolve;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.merge.MergedDocument;
import io.dataplat.compiler.model.Dataset;
import io.dataplat.compiler.model.Dataset.Layer;
import io.dataplat.compiler.model.Dataset.OnInvalid;
import io.dataplat.compiler.model.Dataset.OnUnknownColumn;
import io.dataplat.compiler.model.DatasetId;
import io.dataplat.compiler.model.Environment;
import io.dataplat.compiler.model.Environment.Secret;
import io.dataplat.compiler.model.Expectation;
import io.dataplat.compiler.model.SchemaChange;
import io.dataplat.compiler.model.Sourced;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Makes datasets of their documents. */
final class DatasetResolver {
  private final Contracts contracts;
  private final ColumnResolver columnResolver;
  private final StorageResolver storageResolver;
  private final SqlSource queries;
  private final MaintenanceResolver maintenances;
  private final Diagnostics diagnostics;

  DatasetResolver(
      Contracts contracts,
      Environment environment,
      Map<String, Secret> secrets,
      Connections connections,
      SqlSource queries,
      Diagnostics diagnostics) {
    this.contracts = contracts;
    this.columnResolver = new ColumnResolver(contracts, secrets, diagnostics);
    this.storageResolver = new StorageResolver(environment, connections, diagnostics);
    this.queries = queries;
    this.maintenances = new MaintenanceResolver(diagnostics);
    this.diagnostics = diagnostics;
  }

  /** Returns the dataset, unless a finding says why it cannot be. */
  Optional<Dataset> resolve(MergedDocument document) {
    if (contracts.isBroken(document.identity())) {
      return Optional.empty();
    }
    var spec = new Fields(document.spec());
    var columns = columnResolver.resolve(contracts.columns(document.identity()));
    var named = new ContractColumns(document.identity(), columns, diagnostics);
    spec.scalar("timeColumn").ifPresent(named::find);
    var expectations = expectations(spec, named);
    return storageResolver
        .resolve(document, named)
        .map(
            storage ->
                new Dataset(
                    new DatasetId(document.domain(), document.name()),
                    new Fields(document.metadata()).required("name").span(),
                    document.file(),
                    new Fields(document.metadata()).requiredText("description"),
                    new Fields(document.metadata()).texts("labels"),
                    spec.requiredText("version"),
                    spec.requiredConstant("layer", Layer.class),
                    spec.flag("shared", false).value(),
                    storage,
                    columns,
                    spec.text("timeColumn"),
                    spec.constant("onInvalid", OnInvalid.class, OnInvalid.QUARANTINE),
                    spec.constant("onUnknownColumn", OnUnknownColumn.class, OnUnknownColumn.WARN),
                    expectations,
                    spec.find("slo").flatMap(this::slo),
                    new Scalars(diagnostics).duration(spec, "retention"),
                    maintenances.ofDataset(spec),
                    unknownMember(spec, named),
                    schemaChange(spec)));
  }

  private static SchemaChange schemaChange(Fields spec) {
    var change = spec.below("schemaChange");
    return new SchemaChange(
        spec.find("schemaChange").map(written -> spec.keySpan("schemaChange")),
        change.constant("columns", SchemaChange.NewColumns.class, SchemaChange.NewColumns.EVOLVE),
        change.constant("types", SchemaChange.Types.class, SchemaChange.Types.WIDEN));
  }

  private List<Expectation> expectations(Fields spec, ContractColumns columns) {
    var resolver = new ExpectationResolver(columns, queries, diagnostics);
    var expectations = new ArrayList<>(resolver.resolve(spec));
    spec.find("quality")
        .flatMap(new DataContractFile(queries.texts(), diagnostics)::schema)
        .map(schema -> new QualityRules(schema, columns, diagnostics).rules())
        .ifPresent(rules -> expectations.addAll(resolver.resolve(rules, expectations)));
    return expectations;
  }

  private static Map<String, Sourced<Object>> unknownMember(Fields spec, ContractColumns columns) {
    var values = new TreeMap<String, Sourced<Object>>();
    var fields = spec.below("unknownMember");
    for (var entry : fields.mapping().entries().entrySet()) {
      fields
          .scalar(entry.getKey())
          .filter(value -> columns.find(entry.getValue().keySpan(), entry.getKey()).isPresent())
          .ifPresent(value -> values.put(entry.getKey(), Scalars.value(value)));
    }
    return values;
  }

  private Optional<Dataset.Slo> slo(Fields slo) {
    var scalars = new Scalars(diagnostics);
    return scalars
        .duration(slo, "freshness")
        .map(
            freshness ->
                new Dataset.Slo(
                    freshness,
                    scalars
                        .percent(slo, "objective")
                        .orElseGet(() -> Sourced.builtIn(BigDecimal.valueOf(99))),
                    scalars.duration(slo, "window", Duration.ofDays(30))));
  }
}
