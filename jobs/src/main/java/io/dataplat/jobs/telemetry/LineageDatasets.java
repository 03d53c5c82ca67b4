package io.dataplat.jobs.telemetry;

import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.Location;
import io.dataplat.jobplan.Telemetry.ColumnLineage;
import io.dataplat.jobplan.Telemetry.Origin;
import io.dataplat.jobs.telemetry.RunRecord.InputRecord;
import io.dataplat.jobs.telemetry.RunRecord.OutputRecord;
import io.dataplat.jobs.telemetry.RunRecord.RuleRecord;
import io.openlineage.client.OpenLineage;
import io.openlineage.client.OpenLineage.InputDataset;
import io.openlineage.client.OpenLineage.OutputDataset;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The datasets of events: under the names of their contracts, with their places as symlinks. */
record LineageDatasets(
    OpenLineage lineage, JobPlan plan, String namespace, LineageQuality quality) {

  LineageDatasets(OpenLineage lineage, JobPlan plan, String namespace) {
    this(lineage, plan, namespace, new LineageQuality(lineage, plan));
  }

  List<InputDataset> inputs(RunRecord record) {
    return record.inputs().stream().map(input -> input(input, record.rules())).toList();
  }

  List<OutputDataset> outputs(RunRecord record) {
    return record.outputs().stream().map(output -> output(output, record.rules())).toList();
  }

  private InputDataset input(InputRecord input, List<RuleRecord> rules) {
    var facets =
        lineage
            .newInputDatasetInputFacetsBuilder()
            .dataQualityAssertions(
                lineage.newDataQualityAssertionsDatasetFacet(
                    rules.stream()
                        .filter(rule -> rule.gate().equals("input:" + input.alias()))
                        .map(this::assertion)
                        .toList()));
    input
        .read()
        .ifPresent(
            rows ->
                facets.inputStatistics(
                    lineage.newInputStatisticsInputDatasetFacet(
                        rows, input.bytes().orElse(null), input.files().orElse(null))));
    return lineage.newInputDataset(
        namespace, input.dataset(), facets(input.dataset()).build(), facets.build());
  }

  private OpenLineage.DataQualityAssertionsDatasetFacetAssertions assertion(RuleRecord rule) {
    return lineage
        .newDataQualityAssertionsDatasetFacetAssertionsBuilder()
        .assertion(rule.name())
        .success(rule.passed())
        .severity(rule.action())
        .expected(rule.threshold().orElse(null))
        .actual(rule.value().map(BigDecimal::toPlainString).orElse(null))
        .build();
  }

  private OutputDataset output(OutputRecord output, List<RuleRecord> rules) {
    var facets = facets(output.dataset());
    quality.of(output.output(), rules).ifPresent(facets::dataQualityMetrics);
    var columns =
        plan.telemetry().columnLineage().stream()
            .filter(each -> each.output().equals(output.output()))
            .toList();
    if (!columns.isEmpty()) {
      facets.columnLineage(columnLineage(columns));
    }
    var counts = lineage.newOutputDatasetOutputFacetsBuilder();
    output
        .accepted()
        .ifPresent(
            rows ->
                counts.outputStatistics(
                    lineage.newOutputStatisticsOutputDatasetFacet(
                        rows, output.bytes().orElse(null), output.files().orElse(null))));
    return lineage.newOutputDataset(namespace, output.dataset(), facets.build(), counts.build());
  }

  private OpenLineage.DatasetFacetsBuilder facets(String dataset) {
    var facets = lineage.newDatasetFacetsBuilder();
    plan.dataset(dataset)
        .ifPresent(
            contract ->
                facets
                    .schema(lineage.newSchemaDatasetFacet(fields(contract.columns())))
                    .symlinks(lineage.newSymlinksDatasetFacet(List.of(symlink(contract)))));
    return facets;
  }

  private List<OpenLineage.SchemaDatasetFacetFields> fields(List<ContractColumn> columns) {
    return columns.stream()
        .map(
            column ->
                lineage
                    .newSchemaDatasetFacetFieldsBuilder()
                    .name(column.name())
                    .type(column.type())
                    .fields(fields(column.fields().orElse(List.of())))
                    .build())
        .toList();
  }

  private OpenLineage.SymlinksDatasetFacetIdentifiers symlink(DatasetContract contract) {
    var place = contract.location();
    return lineage.newSymlinksDatasetFacetIdentifiers(
        contract.connection(), name(place), place.table().isPresent() ? "TABLE" : "LOCATION");
  }

  private static String name(Location place) {
    return Stream.of(place.table(), place.path(), place.topic(), place.keyPrefix())
        .flatMap(each -> each.stream())
        .findFirst()
        .orElse("");
  }

  private OpenLineage.ColumnLineageDatasetFacet columnLineage(List<ColumnLineage> columns) {
    var fields = lineage.newColumnLineageDatasetFacetFieldsBuilder();
    columns.forEach(
        column ->
            fields.put(
                column.column(),
                lineage
                    .newColumnLineageDatasetFacetFieldsAdditionalBuilder()
                    .inputFields(column.from().stream().map(this::origin).toList())
                    .build()));
    return lineage.newColumnLineageDatasetFacetBuilder().fields(fields.build()).build();
  }

  private OpenLineage.InputField origin(Origin origin) {
    var transformation =
        lineage
            .newInputFieldTransformationsBuilder()
            .type(origin.kind().toUpperCase(Locale.ROOT))
            .masking(origin.masked())
            .build();
    return lineage.newInputField(
        namespace, origin.dataset(), origin.column(), List.of(transformation));
  }
}
