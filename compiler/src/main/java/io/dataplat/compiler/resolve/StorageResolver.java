package io.dataplat.compiler.resolve;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.merge.MergedDocument;
import io.dataplat.compiler.model.Connection;
import io.dataplat.compiler.model.Environment;
import io.dataplat.compiler.model.Sourced;
import io.dataplat.compiler.model.Storage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Finds out where datasets live. */
final class StorageResolver {
  private final Environment environment;
  private final Connections connections;
  private final Diagnostics diagnostics;

  StorageResolver(Environment environment, Connections connections, Diagnostics diagnostics) {
    this.environment = environment;
    this.connections = connections;
    this.diagnostics = diagnostics;
  }

  Optional<Storage> resolve(MergedDocument document, ContractColumns columns) {
    var spec = new Fields(document.spec());
    return spec.find("table")
        .flatMap(place -> table(document, spec, place, columns))
        .or(() -> spec.find("files").flatMap(place -> files(spec, place, columns)))
        .or(() -> spec.find("topic").flatMap(place -> topic(document, spec, place, columns)))
        .or(() -> spec.find("keyValue").flatMap(place -> keyValue(document, spec, place)));
  }

  private Optional<Storage> table(
      MergedDocument document, Fields spec, Fields place, ContractColumns columns) {
    var isDelta = place.text("format", "iceberg").value().equals("delta");
    var connection =
        isDelta
            ? connections.findDeltaTables(place.required("connection"))
            : connections.findTables(place.required("connection"));
    if (connection.filter(found -> found.type() == Connection.Type.JDBC).isPresent()) {
      return Optional.of(databaseTable(document, spec, place, connection.get()));
    }
    var partitions = new PartitionResolver(columns, diagnostics);
    var partitionBy =
        place.items("partitionBy").stream()
            .map(partitions::resolve)
            .flatMap(Optional::stream)
            .toList();
    if (isDelta) {
      return connection.map(
          found ->
              new Storage.DeltaTable(
                  found, spec.keySpan("table"), folder(document, place), partitionBy));
    }
    return connection.map(
        found ->
            new Storage.Table(
                found,
                spec.keySpan("table"),
                tableName(document, place),
                place.text("format", "iceberg").value(),
                partitionBy));
  }

  private Storage databaseTable(
      MergedDocument document, Fields spec, Fields place, Connection connection) {
    place
        .present(List.of("format", "partitionBy"))
        .forEach(
            field ->
                diagnostics
                    .reporter(Rules.NOT_FOR_THIS_CONNECTION)
                    .at(
                        field.span(),
                        "`%s` does not concern a table of a database, which `%s` is"
                            .formatted(field.value(), connection.name()),
                        "remove `%s`".formatted(field.value())));
    return new Storage.DatabaseTable(connection, spec.keySpan("table"), tableName(document, place));
  }

  private Sourced<String> tableName(MergedDocument document, Fields place) {
    return place
        .text("name")
        .orElseGet(() -> name(NamePattern.TABLE, environment.naming().table(), document));
  }

  // The parts of a table's name are folders.
  private Sourced<String> folder(MergedDocument document, Fields place) {
    return place
        .text("name")
        .orElseGet(() -> tableName(document, place).map(name -> name.replace('.', '/')));
  }

  private Sourced<String> name(NamePattern kind, Sourced<String> pattern, MergedDocument document) {
    return pattern.map(
        text -> kind.apply(text, environment.name(), document.domain(), document.name()));
  }

  private Optional<Storage> files(Fields spec, Fields place, ContractColumns columns) {
    var format = place.requiredConstant("format", Storage.Format.class);
    checkOwner(place, "csv", format.value() == Storage.Format.CSV);
    checkOwner(place, "fixedWidth", format.value() == Storage.Format.FIXED_WIDTH);
    return connections
        .find(place.required("connection"), Connection.Type.OBJECT_STORE, "files")
        .map(
            connection ->
                new Storage.Files(
                    connection,
                    spec.keySpan("files"),
                    place.requiredText("path"),
                    format,
                    new Scalars(diagnostics).zone(place, "timezone"),
                    place.text("marker").map(Sourced::value),
                    csv(place.below("csv")),
                    place.find("fixedWidth").map(new FixedWidthResolver(columns)::resolve)));
  }

  private void checkOwner(Fields place, String setting, boolean isOfFormat) {
    if (!isOfFormat && place.has(setting)) {
      diagnostics
          .reporter(Rules.NOT_FOR_THIS_FORMAT)
          .at(
              place.keySpan(setting),
              "`%s` does not concern files of format `%s`"
                  .formatted(setting, place.required("format").text()));
    }
  }

  private static Storage.Csv csv(Fields csv) {
    return new Storage.Csv(
        csv.flag("header", true).value(),
        csv.text("delimiter", ",").value(),
        csv.text("quote", "\"").value(),
        csv.text("escape", "\"").value(),
        csv.text("encoding", "UTF-8").value(),
        csv.text("nullValue", "").value(),
        csv.text("dateFormat", "yyyy-MM-dd").value(),
        csv.text("timestampFormat").map(Sourced::value),
        csv.flag("multiline", false).value(),
        csv.flag("trim", false).value());
  }

  private Optional<Storage> topic(
      MergedDocument document, Fields spec, Fields place, ContractColumns columns) {
    place.scalar("key").ifPresent(columns::find);
    return connections
        .find(place.required("connection"), Connection.Type.KAFKA, "topics")
        .map(
            connection ->
                new Storage.Topic(
                    connection,
                    spec.keySpan("topic"),
                    place
                        .text("name")
                        .orElseGet(
                            () -> name(NamePattern.TOPIC, environment.naming().topic(), document)),
                    place.text("format", "json").value(),
                    place.text("key"),
                    place.integer("partitions", 6),
                    place.integer("replicas").orElseGet(() -> replicas(connection)),
                    new Scalars(diagnostics).duration(place, "retention", Duration.ofDays(7))));
  }

  // Two environments that share a store share no key.
  private Optional<Storage> keyValue(MergedDocument document, Fields spec, Fields place) {
    var prefix = "%s:%s.%s".formatted(environment.name(), document.domain(), document.name());
    return connections
        .find(place.required("connection"), Connection.Type.KEY_VALUE, "keys")
        .map(
            connection ->
                new Storage.KeyValue(
                    connection,
                    spec.keySpan("keyValue"),
                    prefix,
                    new Scalars(diagnostics).duration(place, "ttl")));
  }

  private static Sourced<Integer> replicas(Connection connection) {
    return connection.place() instanceof Connection.Place.Kafka kafka
        ? kafka.replicas()
        : Sourced.builtIn(1);
  }
}
