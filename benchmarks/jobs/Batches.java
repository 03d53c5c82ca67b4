import static io.dataplat.jobs.fixture.Columns.key;
import static io.dataplat.jobs.fixture.Columns.masked;
import static io.dataplat.jobs.fixture.Columns.personal;
import static io.dataplat.jobs.fixture.Columns.required;

import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.MaskMethod;
import io.dataplat.jobplan.OnViolation;
import io.dataplat.jobplan.ReadMode;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.fixture.Lake;
import io.dataplat.jobs.fixture.PlanFixture;
import io.trino.tpch.LineItem;
import io.trino.tpch.TpchTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.StructType;

/**
 * Loads TPC-H lineitem from CSV to Iceberg: {@code Batches SIDE FOLDER}. The side {@code dataplat}
 * reads strictly, judges ten rules, masks two columns and publishes; {@code rules} does the same
 * without masks, {@code plain} without both; {@code stock} is Spark's own reader and writer; {@code file SCALE} writes
 * the file first, and at scale 0 only the small ones.
 *
 * <p>{@code empty TICK} runs dataplat on a file with no record, {@code start} no more than Spark.
 *
 * <p>A load prints seconds of Spark's start, its own and its CPU seconds, and megabytes a second.
 */
public final class Batches {

  private static final String[] NAMES = {
    "orderkey", "partkey", "suppkey", "linenumber", "quantity", "extendedprice", "discount", "tax",
    "returnflag", "linestatus", "shipdate", "commitdate", "receiptdate", "shipinstruct", "shipmode",
    "comment"
  };
  private static final String[] TYPES = {
    "bigint", "bigint", "bigint", "int", "decimal(12,2)", "decimal(12,2)", "decimal(12,2)",
    "decimal(12,2)", "string", "string", "date", "date", "date", "string", "string", "string"
  };
  private static final String[] RULES = {
    "quantity BETWEEN 1 AND 50",
    "extendedprice > 0",
    "discount BETWEEN 0 AND 0.10",
    "tax BETWEEN 0 AND 0.08",
    "returnflag IN ('A', 'N', 'R')",
    "linestatus IN ('F', 'O')",
    "receiptdate > shipdate",
    "shipmode IN ('AIR', 'FOB', 'MAIL', 'RAIL', 'REG AIR', 'SHIP', 'TRUCK')",
    "length(comment) >= 10",
    "NOT (quantity = 50 AND tax = 0.08)" // 1 row in 450 goes to quarantine
  };

  private Batches() {}

  public static void main(String[] arguments) throws Exception {
    var folder = Path.of(arguments[1]);
    if (arguments[0].equals("file")) {
      write(folder.resolve("samples/lines.csv"), Double.parseDouble(arguments[2]));
      return;
    }
    var lake = new Lake(folder);
    switch (arguments[0]) {
      case "empty" -> run(lake, plan("empty.csv"), arguments[2]);
      case "start" -> lake.session(plan("empty.csv")).range(1).count();
      default -> load(lake, folder, arguments[0]);
    }
    System.exit(0);
  }

  private static void run(Lake lake, JobPlan plan, String tick) throws IOException {
    var outcome = lake.run(plan, tick);
    if (outcome.code() != ExitCode.SUCCESS) {
      throw new IllegalStateException(outcome.toString());
    }
    System.err.println(outcome.out());
  }

  private static void load(Lake lake, Path folder, String side) throws Exception {
    var plan = planOf(side);
    var start = Spent.begin();
    var session = lake.session(plan);
    session.range(1).count();
    var started = start.seconds();
    var load = Spent.begin();
    if (side.equals("stock")) {
      session.sql("CREATE TABLE lakehouse.retail.stock (" + ddl() + ") USING iceberg");
      session.read().schema(StructType.fromDDL(ddl())).option("header", true)
          .csv(folder.resolve("samples/lines.csv").toString())
          .writeTo("lakehouse.retail.stock").append();
    } else {
      run(lake, plan, "2026-01-02T00:00:00Z");
    }
    var size = Files.size(folder.resolve("samples/lines.csv")) / 1e6;
    System.out.printf("%.3f %s%n", started, load.text(size));
  }

  private static JobPlan planOf(String side) {
    return switch (side) {
      case "plain" -> loads("lines.csv", false).build();
      case "rules" -> judged(loads("lines.csv", false)).build();
      default -> plan("lines.csv");
    };
  }

  static JobPlan plan(String file) {
    return judged(loads(file, true)).build();
  }

  private static PlanFixture loads(String file, boolean masked) {
    return new PlanFixture().csv("lines", ReadMode.FULL, file, columns(false))
        .output("lineitem", "lines", WriteMode.APPEND, "", columns(masked));
  }

  private static PlanFixture judged(PlanFixture loads) {
    for (int i = 0; i < RULES.length; i++) {
      loads.rule("rule" + i, RULES[i], OnViolation.QUARANTINE);
    }
    return loads;
  }

  private static ContractColumn[] columns(boolean masked) {
    var columns = new ContractColumn[NAMES.length];
    for (int i = 0; i < NAMES.length; i++) {
      columns[i] = switch (NAMES[i]) {
        case "orderkey" -> key(NAMES[i], TYPES[i]);
        case "shipinstruct" -> masked ? masked(NAMES[i], MaskMethod.PARTIAL, 4) : personal(NAMES[i]);
        case "comment" -> masked ? masked(NAMES[i], MaskMethod.HMAC_SHA256, 0) : personal(NAMES[i]);
        default -> required(NAMES[i], TYPES[i]);
      };
    }
    return columns;
  }

  private static String ddl() {
    var columns = new String[NAMES.length];
    Arrays.setAll(columns, i -> NAMES[i] + " " + TYPES[i]);
    return String.join(", ", columns);
  }

  private static void write(Path file, double scale) throws IOException {
    Files.createDirectories(file.getParent());
    var header = String.join(",", NAMES) + "\n";
    var one = TpchTable.LINE_ITEM.createGenerator(0.01, 1, 1).iterator().next();
    Files.writeString(file.resolveSibling("empty.csv"), header);
    Files.writeString(file.resolveSibling("one.csv"), header + record(one));
    if (scale == 0) {
      return;
    }
    try (var out = Files.newBufferedWriter(file)) {
      out.write(header);
      for (LineItem line : TpchTable.LINE_ITEM.createGenerator(scale, 1, 1)) {
        out.write(record(line));
      }
    }
  }

  private static String record(LineItem line) {
    return Arrays.stream(line.toLine().split("\\|")).map(Batches::quoted)
        .collect(Collectors.joining(",", "", "\n"));
  }

  private static String quoted(String text) {
    return text.indexOf(',') < 0 ? text : '"' + text + '"';
  }
}
