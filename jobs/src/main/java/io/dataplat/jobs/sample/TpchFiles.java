package io.dataplat.jobs.sample;

import io.trino.tpch.GenerateUtils;
import io.trino.tpch.LineItem;
import io.trino.tpch.Order;
import io.trino.tpch.TpchColumn;
import io.trino.tpch.TpchEntity;
import io.trino.tpch.TpchTable;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Writes TPC-H tables as the files of a retail company: orders and their lines in one folder for
 * each order date, the other tables whole.
 */
public final class TpchFiles {

  private static final String DELIMITER = "|";

  private final Path folder;
  private final double scale;
  private final LocalDate from;
  private final LocalDate to;

  /** Files for the orders of {@code [from, to)} at a scale factor. */
  public TpchFiles(Path folder, double scale, LocalDate from, LocalDate to) {
    this.folder = folder;
    this.scale = scale;
    this.from = from;
    this.to = to;
  }

  /** Arguments: folder, scale factor, first order date, order date after the last. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 4) {
      System.err.println(
          "usage: FOLDER SCALE_FACTOR FROM TO, for example samples/retail 0.01 1996-01-01 1996-01-08");
      System.exit(2);
    }
    new TpchFiles(
            Path.of(arguments[0]),
            Double.parseDouble(arguments[1]),
            LocalDate.parse(arguments[2]),
            LocalDate.parse(arguments[3]))
        .write(System.out);
  }

  /** Writes all files; what stands there from an earlier call is replaced. */
  public void write(PrintStream out) throws IOException {
    whole(TpchTable.CUSTOMER, "customers");
    whole(TpchTable.PART, "parts");
    whole(TpchTable.SUPPLIER, "suppliers");
    whole(TpchTable.NATION, "nations");
    whole(TpchTable.REGION, "regions");
    var dates = orders();
    lines(dates);
    out.printf(
        Locale.ROOT,
        "TPC-H at scale %s in %s: %,d orders of [%s, %s)%n",
        scale,
        folder,
        dates.size(),
        from,
        to);
  }

  private <E extends TpchEntity> void whole(TpchTable<E> table, String name) throws IOException {
    var file = folder.resolve(name).resolve(name + ".csv").toAbsolutePath();
    Files.createDirectories(file.getParent());
    try (var writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      writer.write(header(table));
      for (var row : table.createGenerator(scale, 1, 1)) {
        writer.write(line(table, row));
      }
    }
  }

  private Map<Long, LocalDate> orders() throws IOException {
    var dates = new HashMap<Long, LocalDate>();
    var days = new Days<>(TpchTable.ORDERS, "orders");
    for (Order order : TpchTable.ORDERS.createGenerator(scale, 1, 1)) {
      var date = LocalDate.parse(GenerateUtils.formatDate(order.getOrderDate()));
      if (!date.isBefore(from) && date.isBefore(to)) {
        dates.put(order.getOrderKey(), date);
        days.add(date, order);
      }
    }
    days.finish();
    return dates;
  }

  private void lines(Map<Long, LocalDate> dates) throws IOException {
    var days = new Days<>(TpchTable.LINE_ITEM, "lineitems");
    for (LineItem line : TpchTable.LINE_ITEM.createGenerator(scale, 1, 1)) {
      var date = dates.get(line.getOrderKey());
      if (date != null) {
        days.add(date, line);
      }
    }
    days.finish();
  }

  private static <E extends TpchEntity> String header(TpchTable<E> table) {
    return table.getColumns().stream()
            .map(column -> column.getSimplifiedColumnName().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(DELIMITER))
        + "\n";
  }

  private static <E extends TpchEntity> String line(TpchTable<E> table, E row) {
    return table.getColumns().stream()
            .map(column -> quoted(text(column, row)))
            .collect(Collectors.joining(DELIMITER))
        + "\n";
  }

  // As doubles, prices would print as 1.0E7.
  private static <E extends TpchEntity> String text(TpchColumn<E> column, E row) {
    return switch (column.getType().getBase()) {
      case IDENTIFIER -> String.valueOf(column.getIdentifier(row));
      case INTEGER -> String.valueOf(column.getInteger(row));
      case DATE -> GenerateUtils.formatDate(column.getDate(row));
      case DOUBLE -> String.format(Locale.ROOT, "%.2f", column.getDouble(row));
      case VARCHAR -> column.getString(row);
    };
  }

  private static String quoted(String text) {
    var isPlain = !text.isEmpty() && !text.contains(DELIMITER) && text.indexOf('"') < 0;
    return isPlain ? text : "\"" + text.replace("\"", "\"\"") + "\"";
  }

  /** One file for each day that has rows; only some text of each is kept in memory. */
  private final class Days<E extends TpchEntity> {

    private static final int ENOUGH = 1 << 16;

    private final TpchTable<E> table;
    private final String name;
    private final Map<LocalDate, StringBuilder> waiting = new TreeMap<>();

    Days(TpchTable<E> table, String name) {
      this.table = table;
      this.name = name;
    }

    void add(LocalDate date, E row) throws IOException {
      var text = waiting.get(date);
      if (text == null) {
        Files.createDirectories(file(date).getParent());
        Files.writeString(file(date), header(table));
        text = new StringBuilder();
        waiting.put(date, text);
      }
      text.append(line(table, row));
      if (text.length() > ENOUGH) {
        flush(date, text);
      }
    }

    void finish() throws IOException {
      for (var day : waiting.entrySet()) {
        flush(day.getKey(), day.getValue());
      }
    }

    private void flush(LocalDate date, StringBuilder text) throws IOException {
      Files.writeString(file(date), text, StandardOpenOption.APPEND);
      text.setLength(0);
    }

    private Path file(LocalDate date) {
      var day = DateTimeFormatter.ofPattern("uuuu/MM/dd", Locale.ROOT).format(date);
      return folder.resolve(name).resolve(day).resolve(name + ".csv").toAbsolutePath();
    }
  }
}
