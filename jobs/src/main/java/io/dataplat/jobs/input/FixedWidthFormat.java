package io.dataplat.jobs.input;

import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobs.JobFailure;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The form of files whose lines have each column at the same place.
 *
 * @param fields where the columns of the contract lie, in their order
 * @param length how many characters each line has
 * @param mayBeLonger whether a line may have more
 */
public record FixedWidthFormat(
    List<Field> fields,
    int length,
    boolean mayBeLonger,
    boolean header,
    String encoding,
    String nullValue,
    String dateFormat,
    String timestampFormat)
    implements TextFormat {

  /**
   * The characters of one column, counted from 0.
   *
   * @param to the character after the last
   */
  public record Field(String column, int from, int to) implements Serializable {

    /** How many characters there are. */
    public int width() {
      return to - from;
    }
  }

  private static final Pattern PLACE = Pattern.compile("([1-9][0-9]{0,5})(?:-([1-9][0-9]{0,5}))?");
  private static final Pattern LENGTH = Pattern.compile("[1-9][0-9]{0,5}");

  /** Copies what the caller may still change. */
  public FixedWidthFormat {
    fields = List.copyOf(fields);
  }

  /** The form that the options of a dataset describe. */
  public static FixedWidthFormat of(DatasetContract dataset) {
    var options = dataset.options();
    var fields = dataset.columns().stream().map(column -> field(dataset, column)).toList();
    var end = fields.stream().mapToInt(Field::to).max().orElse(0);
    var length = length(dataset);
    if (length.filter(declared -> declared < end).isPresent()) {
      throw refused(dataset, "has a field behind the end of its lines");
    }
    return new FixedWidthFormat(
        fields,
        length.orElse(end),
        length.isEmpty(),
        Boolean.parseBoolean(options.getOrDefault("header", "false")),
        TextFormat.encoding(options),
        options.getOrDefault("nullValue", ""),
        options.getOrDefault("dateFormat", "yyyy-MM-dd"),
        options.getOrDefault("timestampFormat", ""));
  }

  private static Field field(DatasetContract dataset, ContractColumn column) {
    var place = PLACE.matcher(dataset.options().getOrDefault("field." + column.name(), ""));
    if (!place.matches()) {
      throw refused(dataset, "does not say where `" + column.name() + "` lies in a line");
    }
    var first = Integer.parseInt(place.group(1));
    var last = place.group(2) == null ? first : Integer.parseInt(place.group(2));
    if (last < first) {
      throw refused(dataset, "has `" + column.name() + "` end before it begins");
    }
    return new Field(column.name(), first - 1, last);
  }

  private static Optional<Integer> length(DatasetContract dataset) {
    var length = Optional.ofNullable(dataset.options().get("length"));
    if (length.filter(text -> !LENGTH.matcher(text).matches()).isPresent()) {
      throw refused(dataset, "has a `length` that is no number of characters");
    }
    return length.map(Integer::valueOf);
  }

  private static JobFailure refused(DatasetContract dataset, String what) {
    return TextFormat.refused("`" + dataset.id() + "` " + what);
  }

  /** Where a column of the contract lies. */
  public Field field(String column) {
    return fields.stream().filter(field -> field.column().equals(column)).findFirst().orElseThrow();
  }

  /** Whether a line may have so many characters. */
  boolean fits(int characters) {
    return characters == length || (mayBeLonger && characters > length);
  }
}
