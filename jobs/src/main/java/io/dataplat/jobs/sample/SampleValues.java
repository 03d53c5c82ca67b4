package io.dataplat.jobs.sample;

import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobplan.Format;
import io.dataplat.jobplan.Sha256;
import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import io.dataplat.jobs.input.FixedWidthFormat;
import io.dataplat.jobs.session.ColumnTypes;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.jspecify.annotations.Nullable;

/**
 * Rows that keep a contract: its types, keys, references, allowed values, patterns and times. Each
 * value is a function of seed, dataset, day, row and column, so that the same call makes the same
 * rows, and a reference knows the key that it refers to without a look at its row.
 *
 * @param others the contracts that references may lead to, by dataset
 */
record SampleValues(
    DatasetContract dataset, Sampling sampling, Map<String, DatasetContract> others) {

  private static final double NULL_SHARE = 0.1;
  private static final int ATTEMPTS = 50;
  private static final int ROWS_OF_A_GROUP = 4;
  private static final int DEEPEST_REFERENCE = 5;

  /** Whether the rows belong to days: files of a dated folder, tables and topics with a time. */
  static boolean hasDays(DatasetContract dataset) {
    return dataset.location().path().map(path -> path.contains("{")).orElse(false)
        || (dataset.location().path().isEmpty() && dataset.timeColumn().isPresent());
  }

  /** Rows from an index on, a share of them with something wrong, as it was asked for. */
  List<SampleRow> rows(SamplePart part, int first, int number) {
    var possible = Faults.possible(dataset);
    return IntStream.range(first, first + number)
        .mapToObj(index -> new SampleRow(row(part, index), fault(part, index, possible)))
        .toList();
  }

  private Row row(SamplePart part, int index) {
    return RowFactory.create(
        dataset.columns().stream().map(column -> value(column, part, index, 0)).toArray());
  }

  private Optional<FaultyColumn> fault(SamplePart part, int index, List<FaultyColumn> possible) {
    var random = random("", part.number(index, sampling.rows()));
    return possible.isEmpty() || random.nextDouble() >= sampling.faults()
        ? Optional.empty()
        : Optional.of(possible.get(random.nextInt(possible.size())));
  }

  private @Nullable Object value(ContractColumn column, SamplePart part, int index, int depth) {
    var random = random(column.name(), part.number(index, sampling.rows()));
    if (dataset.timeColumn().equals(Optional.of(column.name()))) {
      return RandomValues.time(ColumnTypes.of(column), part.interval(), random);
    }
    if (column.key().isPresent()) {
      return key(column, part, index, depth);
    }
    if (column.nullable() && random.nextDouble() < NULL_SHARE) {
      return null;
    }
    return reference(column, part, random.nextInt(sampling.rows()), depth)
        .orElseGet(() -> free(column, part, random));
  }

  // The rows of a composite key come in groups, which share all of the key but its last column.
  private Object key(ContractColumn column, SamplePart part, int index, int depth) {
    var keys = dataset.columns().stream().filter(each -> each.key().isPresent()).toList();
    if (keys.size() == 1) {
      return reference(column, part, index, depth).orElseGet(() -> unique(column, part, index));
    }
    var group = index / ROWS_OF_A_GROUP;
    var inGroup = index % ROWS_OF_A_GROUP;
    if (column.equals(keys.get(keys.size() - 1))) {
      var whole = SamplePart.whole(part.interval());
      return reference(column, part, group + inGroup, depth)
          .orElseGet(() -> unique(column, whole, inGroup));
    }
    return reference(column, part, group, depth).orElseGet(() -> unique(column, part, group));
  }

  private Optional<Object> reference(ContractColumn column, SamplePart part, int row, int depth) {
    var target = sampling.references().get(dataset.id() + "." + column.name());
    var end = target == null ? -1 : target.lastIndexOf('.');
    if (target == null
        || depth == DEEPEST_REFERENCE
        || !others.containsKey(target.substring(0, end))) {
      return Optional.empty();
    }
    var other = Objects.requireNonNull(others.get(target.substring(0, end)));
    var place = hasDays(other) ? part.asDay() : SamplePart.whole(part.interval());
    return other
        .column(target.substring(end + 1))
        .map(
            each ->
                new SampleValues(other, sampling, others)
                    .value(each, place, row % sampling.rows(), depth + 1));
  }

  private RandomGenerator random(String column, long number) {
    var text = sampling.seed() + "\n" + dataset.id() + "\n" + column + "\n" + number;
    var hash = Sha256.hex(text.getBytes(StandardCharsets.UTF_8)).substring(0, 15);
    return new SplittableRandom(Long.parseLong(hash, 16));
  }

  private Object unique(ContractColumn column, SamplePart part, int index) {
    var type = ColumnTypes.of(column);
    var number = part.number(index, sampling.rows());
    if (!column.allowedValues().isEmpty()) {
      var allowed = column.allowedValues();
      return parse(type, allowed.get((int) ((number - 1) % allowed.size())));
    }
    if (type.sql().equals("STRING")) {
      return column.pattern().isPresent()
          ? matching(column, random(column.name(), number))
          : fitting(column, column.name() + "-" + number, String.valueOf(number).length());
    }
    return switch (type.sql()) {
      case "DATE" ->
          part.interval().start().atZone(part.interval().zone()).toLocalDate().plusDays(index);
      case "TIMESTAMP" -> part.interval().start().plusSeconds(index);
      default -> RandomValues.number(type, BigDecimal.valueOf(number));
    };
  }

  private Object free(ContractColumn column, SamplePart part, RandomGenerator random) {
    var type = ColumnTypes.of(column);
    if (!column.allowedValues().isEmpty()) {
      return parse(type, RandomValues.pick(column.allowedValues(), random));
    }
    if (column.pattern().isPresent()) {
      return matching(column, random);
    }
    var values = new RandomValues(part.interval(), sampling.rows(), random);
    if (column.examples().isEmpty()) {
      var value = values.of(type);
      return value instanceof String text ? fitting(column, text, 1) : value;
    }
    return type.sql().equals("STRING")
        ? RandomValues.pick(column.examples(), random)
        : values.near(type, column.examples());
  }

  // A text of our own may lose its beginning to fit its field, but not the end that counts.
  private String fitting(ContractColumn column, String text, int least) {
    if (dataset.format() != Format.FIXED_WIDTH) {
      return text;
    }
    var kept = Math.max(least, FixedWidthFormat.of(dataset).field(column.name()).width());
    return text.substring(Math.max(0, text.length() - kept)).strip();
  }

  private static String matching(ContractColumn column, RandomGenerator random) {
    var pattern = column.pattern().orElseThrow();
    var check = Pattern.compile(pattern);
    for (int i = 0; i < ATTEMPTS; i++) {
      var text = PatternText.of(pattern, random);
      if (check.matcher(text).matches()) {
        return text;
      }
    }
    return column.examples().stream()
        .findFirst()
        .orElseThrow(
            () ->
                new JobFailure(
                    ExitCode.INPUT_REFUSED,
                    "sample-not-possible",
                    "no sample for the pattern of `"
                        + column.name()
                        + "`; give the column an example"));
  }

  private static Object parse(DataType type, String text) {
    return type.sql().equals("STRING") ? text : RandomValues.number(type, new BigDecimal(text));
  }
}
