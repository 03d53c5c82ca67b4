import static io.dataplat.jobs.fixture.Columns.key;
import static io.dataplat.jobs.fixture.Columns.required;

import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.LateChanges;
import io.dataplat.jobplan.ReadMode;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.fixture.Lake;
import io.dataplat.jobs.fixture.PlanFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * Changes 220,000 of the 2,000,000 keys of a history, 20,000 of them new: {@code Histories SIDE
 * FOLDER}. The first load does not count; it is what a process that has run before has behind it.
 * The side {@code dataplat} rebuilds the chains of touched keys, audits and publishes; {@code
 * stock} is the MERGE over a union that people write by hand, on a table that merges on read.
 *
 * <p>Prints seconds, CPU seconds and thousands of changes a second.
 */
public final class Histories {

  private static final int KEYS = 2_000_000;
  private static final int CHANGED = 200_000;
  private static final int NEW = 20_000;
  private static final String DDL =
      "id BIGINT, at TIMESTAMP, city STRING, street STRING, level INT, credit DECIMAL(12,2)";
  private static final String TRACKED = "city, street, level, credit";
  private static final String STOCK = "lakehouse.retail.stock";

  private Histories() {}

  public static void main(String[] arguments) throws Exception {
    var folder = Path.of(arguments[1]);
    var lake = new Lake(folder);
    var plan = plan();
    var session = lake.session(plan);
    Files.createDirectories(lake.samples());
    write(lake.samples().resolve("people.csv"), 0, KEYS, 1);
    var isStock = arguments[0].equals("stock");
    if (isStock) {
      first(session, lake);
    } else {
      run(lake, plan, "2026-02-01T00:00:00Z");
    }
    write(lake.samples().resolve("people.csv"), KEYS - CHANGED, CHANGED + NEW, 2);
    System.gc();
    var watch = Spent.begin();
    if (isStock) {
      merge(session, lake);
    } else {
      run(lake, plan, "2026-02-02T00:00:00Z");
    }
    System.out.println(watch.text((CHANGED + NEW) / 1e3));
    expect(session, isStock ? STOCK : "lakehouse.retail.people");
    System.exit(0);
  }

  private static JobPlan plan() {
    return new PlanFixture()
        .csv("files", ReadMode.FULL, "people.csv", columns())
        .output("people", "files", WriteMode.SCD2, "at", columns())
        .history("at", LateChanges.QUARANTINE)
        .build();
  }

  private static ContractColumn[] columns() {
    return new ContractColumn[] {
      key("id", "bigint"), required("at", "timestamp"), required("city", "string"),
      required("street", "string"), required("level", "int"), required("credit", "decimal(12,2)")
    };
  }

  // Keys lie anywhere in the file, as they do in the change of a day.
  private static void write(Path file, int from, int count, int month) throws IOException {
    try (var out = Files.newBufferedWriter(file)) {
      out.write("id,at,city,street,level,credit\n");
      for (long i = from; i < from + count; i++) {
        var id = i < KEYS ? (i * 1_000_003L) % KEYS : i;
        out.write(
            "%d,%sT00:00:00Z,City %d,Street %d number %d,%d,%d.%02d%n"
                .formatted(id, LocalDate.of(2026, month, 1), id % 2_000, id % 9_999, month, id % 7, id % 10_000, month));
      }
    }
  }

  private static void run(Lake lake, JobPlan plan, String tick) throws IOException {
    var outcome = lake.run(plan, tick);
    if (outcome.code() != ExitCode.SUCCESS) {
      throw new IllegalStateException(outcome.toString());
    }
    System.err.println(outcome.out());
  }

  private static void first(SparkSession session, Lake lake) {
    source(session, lake);
    session.sql("CREATE NAMESPACE IF NOT EXISTS lakehouse.retail");
    session.sql(
        "CREATE TABLE %s USING iceberg TBLPROPERTIES ('write.merge.mode'='merge-on-read') AS SELECT *, at AS valid_from, CAST(NULL AS TIMESTAMP) AS valid_to FROM source"
            .formatted(STOCK));
  }

  private static void source(SparkSession session, Lake lake) {
    session.read().schema(StructType.fromDDL(DDL)).option("header", true)
        .csv(lake.samples().resolve("people.csv").toString())
        .createOrReplaceTempView("source");
  }

  private static void merge(SparkSession session, Lake lake) {
    source(session, lake);
    session.sql(
        """
        MERGE INTO %1$s t USING (
          SELECT id AS merge_key, * FROM source
          UNION ALL
          SELECT NULL, s.* FROM source s JOIN %1$s o ON o.id = s.id AND o.valid_to IS NULL
            AND struct(%2$s) <> struct(%3$s)
        ) s ON t.id = s.merge_key AND t.valid_to IS NULL
        WHEN MATCHED AND struct(%4$s) <> struct(%3$s) THEN UPDATE SET valid_to = s.at
        WHEN NOT MATCHED THEN INSERT (id, at, %5$s, valid_from, valid_to)
          VALUES (s.id, s.at, %3$s, s.at, NULL)
        """
            .formatted(STOCK, of("o"), of("s"), of("t"), TRACKED));
  }

  private static String of(String alias) {
    return alias + "." + TRACKED.replace(", ", ", " + alias + ".");
  }

  private static void expect(SparkSession session, String table) {
    var rows = session.table(table).count();
    if (rows != KEYS + CHANGED + NEW) {
      throw new IllegalStateException(table + " has " + rows + " versions");
    }
  }
}
