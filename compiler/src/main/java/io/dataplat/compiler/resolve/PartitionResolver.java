package io.dataplat.compiler.resolve;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.model.Column;
import io.dataplat.compiler.model.Sourced;
import io.dataplat.compiler.model.Storage.Partition;
import io.dataplat.compiler.model.Storage.Transform;
import io.dataplat.compiler.yaml.YamlScalar;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Parses the parts of a table's layout. */
final class PartitionResolver {
  private static final Pattern FORM =
      Pattern.compile("(\\w+)|(year|month|day|hour)\\((\\w+)\\)|bucket\\((\\d{1,6}), ?(\\w+)\\)");

  private final ContractColumns columns;
  private final Diagnostics diagnostics;

  PartitionResolver(ContractColumns columns, Diagnostics diagnostics) {
    this.columns = columns;
    this.diagnostics = diagnostics;
  }

  Optional<Sourced<Partition>> resolve(YamlScalar scalar) {
    return parse(scalar)
        .filter(
            partition ->
                columns
                    .find(scalar, partition.column())
                    .filter(column -> fits(partition, column, scalar))
                    .isPresent())
        .map(partition -> Sourced.at(partition, scalar));
  }

  private Optional<Partition> parse(YamlScalar scalar) {
    var matcher = FORM.matcher(scalar.text());
    if (!matcher.matches()) {
      report(scalar, "`%s` is no part of a layout".formatted(scalar.text()));
      return Optional.empty();
    }
    if (matcher.group(1) != null) {
      return Optional.of(new Partition(Transform.IDENTITY, matcher.group(1), 0));
    }
    if (matcher.group(2) != null) {
      var transform = Transform.valueOf(matcher.group(2).toUpperCase(Locale.ROOT));
      return Optional.of(new Partition(transform, matcher.group(3), 0));
    }
    var buckets = Integer.parseInt(matcher.group(4));
    return Optional.of(new Partition(Transform.BUCKET, matcher.group(5), buckets));
  }

  private boolean fits(Partition partition, Column column, YamlScalar scalar) {
    var type = column.type().value();
    var fits =
        switch (partition.transform()) {
          case YEAR, MONTH, DAY -> type.equals("date") || type.startsWith("timestamp");
          case HOUR -> type.startsWith("timestamp");
          case IDENTITY -> !isNested(type) && !isReal(type);
          case BUCKET -> !isNested(type) && !isReal(type) && !type.equals("boolean");
        };
    if (!fits) {
      report(
          scalar,
          "`%s` cannot be taken of column `%s`, a `%s`"
              .formatted(scalar.text(), column.name(), type));
    }
    return fits;
  }

  private static boolean isNested(String type) {
    return List.of("array", "map", "struct").stream().anyMatch(type::startsWith);
  }

  private static boolean isReal(String type) {
    return type.equals("float") || type.equals("double");
  }

  private void report(YamlScalar scalar, String message) {
    diagnostics
        .reporter(Rules.BAD_PARTITION)
        .at(
            scalar.span(),
            message,
            "write a column, `day(column)` of a date or time, or `bucket(16, column)`");
  }
}
