package io.dataplat.compiler.resolve;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.merge.Hints;
import io.dataplat.compiler.model.Column;
import io.dataplat.compiler.model.Column.Classification;
import io.dataplat.compiler.model.Column.Mask;
import io.dataplat.compiler.model.Environment.Secret;
import io.dataplat.compiler.model.Sourced;
import io.dataplat.compiler.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the columns of a contract. */
final class ColumnResolver {
  private final Contracts contracts;
  private final Map<String, Secret> secrets;
  private final Diagnostics diagnostics;

  ColumnResolver(Contracts contracts, Map<String, Secret> secrets, Diagnostics diagnostics) {
    this.contracts = contracts;
    this.secrets = secrets;
    this.diagnostics = diagnostics;
  }

  List<Column> resolve(Fields columns) {
    var resolved = new ArrayList<Column>();
    for (var name : columns.mapping().entries().keySet()) {
      columns.find(name).flatMap(column -> column(name, columns, column)).ifPresent(resolved::add);
    }
    return resolved;
  }

  private Optional<Column> column(String name, Fields columns, Fields column) {
    var span = columns.keySpan(name);
    var type = column.text("type");
    if (type.isEmpty()) {
      diagnostics
          .reporter(Rules.MISSING_FIELD)
          .at(
              span,
              "column `%s` has no `type`".formatted(name),
              "no column of this name comes from `columnsFrom`");
      return Optional.empty();
    }
    return Optional.of(
        new Column(
            name,
            span,
            type.get(),
            column.flag("key", false).value(),
            column.flag("nullable", false).value(),
            column
                .constant("classification", Classification.class, Classification.INTERNAL)
                .value(),
            column.find("mask").flatMap(this::mask),
            column.scalar("references").flatMap(target -> reference(target, type.get())),
            column.text("sourceName", name).value(),
            column.constant("generated", Column.Generated.class),
            column.items("allowedValues").stream().map(Scalars::value).toList(),
            column.text("pattern"),
            column.text("description").map(Sourced::value),
            column.items("examples").stream().map(Scalars::value).toList(),
            resolve(column.below("fields"))));
  }

  private Optional<Mask> mask(Fields mask) {
    var name = mask.scalar("secret");
    var secret = name.map(scalar -> secrets.get(scalar.text()));
    if (name.isPresent() && secret.isEmpty()) {
      diagnostics
          .reporter(Rules.UNKNOWN_SECRET)
          .at(
              name.get().span(),
              "unknown secret `%s`".formatted(name.get().text()),
              Hints.nearest(name.get().text(), secrets.keySet(), "secrets"));
      return Optional.empty();
    }
    var method = mask.requiredConstant("method", Mask.Method.class).value();
    return Optional.of(
        new Mask(
            mask.span(),
            method,
            secret.map(found -> Sourced.at(found, name.orElseThrow())),
            mask.integer("keep").map(Sourced::value),
            mask.constant("unit", Mask.Unit.class),
            mask.integer("step"),
            mask.integer("prefix"),
            mask.present(ofOtherMethods(method))));
  }

  private static List<String> ofOtherMethods(Mask.Method method) {
    return switch (method) {
      case HMAC_SHA256, TOKENIZE -> List.of("keep", "unit", "step", "prefix");
      case REDACT, NULLIFY -> List.of("secret", "keep", "unit", "step", "prefix");
      case PARTIAL -> List.of("secret", "unit", "step", "prefix");
      case GENERALIZE -> List.of("secret", "keep");
    };
  }

  private Optional<Column.Reference> reference(YamlScalar target, Sourced<String> type) {
    var dot = target.text().lastIndexOf('.');
    var dataset = target.text().substring(0, Math.max(dot, 0));
    var name = target.text().substring(dot + 1);
    if (!contracts.knows(dataset)) {
      contracts.reportUnknown(target, dataset);
      return Optional.empty();
    }
    if (contracts.isBroken(dataset)) {
      return Optional.empty();
    }
    var columns = contracts.columns(dataset);
    var column = columns.find(name);
    if (column.isEmpty()) {
      diagnostics
          .reporter(Rules.UNKNOWN_COLUMN)
          .at(
              target.span(),
              "dataset `%s` has no column `%s`".formatted(dataset, name),
              Hints.nearest(name, columns.mapping().entries().keySet(), "columns"));
      return Optional.empty();
    }
    checkType(target, type, column.get().text("type"));
    return Optional.of(new Column.Reference(target.span(), Contracts.id(dataset), name));
  }

  private void checkType(
      YamlScalar target, Sourced<String> type, Optional<Sourced<String>> referenced) {
    if (referenced.isPresent() && !referenced.get().value().equals(type.value())) {
      diagnostics
          .reporter(Rules.TYPE_MISMATCH)
          .at(
              target.span(),
              "a `%s` cannot reference `%s`, which is a `%s`"
                  .formatted(type.value(), target.text(), referenced.get().value()),
              "give both columns one type");
    }
  }
}
