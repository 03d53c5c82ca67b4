import static io.dataplat.jobs.fixture.Columns.key;
import static io.dataplat.jobs.fixture.Columns.nullable;
import static io.dataplat.jobs.fixture.Columns.required;

import io.dataplat.jobplan.Consistency;
import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.JdbcInput;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.ReadMode;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.fixture.Lake;
import io.dataplat.jobs.fixture.PlanFixture;
import io.dataplat.jobs.fixture.Postgres;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import org.apache.spark.sql.SparkSession;

/**
 * Copies a table of an embedded PostgreSQL to Iceberg over two connections: {@code Tables SIDE
 * FOLDER ROWS}. The side {@code dataplat} reads one state of it in COPY's form, checks the
 * contract and publishes; {@code stock} is Spark's JDBC source, split by the key, with a fetch size
 * of 10,000. Both copy twice: once as a process does that has just started, and once warm.
 *
 * <p>Prints for each copy seconds, CPU seconds of this process and thousands of rows a second.
 */
public final class Tables {

  private static final String STOCK = "lakehouse.retail.stock";

  private Tables() {}

  public static void main(String[] arguments) throws Exception {
    var rows = Long.parseLong(arguments[2]);
    var database = filled(rows);
    var lake = database.known(new Lake(Path.of(arguments[1])));
    var plan = plan(database);
    var session = lake.session(plan);
    session.range(1).count();
    var texts = new StringBuilder();
    for (int turn = 1; turn <= 2; turn++) {
      var watch = Spent.begin();
      if (arguments[0].equals("stock")) {
        copy(session, database, rows);
      } else {
        run(lake, plan, "2026-01-0" + turn + "T00:00:00Z");
      }
      texts.append(watch.text(rows / 1e3)).append(' ');
    }
    System.out.println(texts);
    System.exit(0);
  }

  private static Postgres filled(long rows) throws IOException {
    return Postgres.database()
        .run(
            "CREATE TABLE payments (id bigint PRIMARY KEY, customer bigint NOT NULL, amount numeric(12,2) NOT NULL, currency text NOT NULL, paid_at timestamptz NOT NULL, booked date, note text, code text NOT NULL)",
            """
            INSERT INTO payments SELECT i, i::bigint * 7919 %% 100000, (i %% 1000000) / 100.0,
              (ARRAY['CHF', 'EUR', 'USD'])[i %% 3 + 1], timestamptz '2026-01-01' + i * interval '1 second',
              CASE WHEN i %% 10 > 0 THEN date '2026-01-01' + (i %% 365)::int END,
              CASE WHEN i %% 4 > 0 THEN 'payment number ' || i || ' of a long series' END, md5(i::text)
            FROM generate_series(1, %d) i
            """
                .formatted(rows),
            "ANALYZE payments");
  }

  private static JobPlan plan(Postgres database) {
    var two = new JdbcInput(Optional.empty(), Optional.of(2), Consistency.SNAPSHOT);
    return new PlanFixture()
        .database(database.connection())
        .databaseTable("rows", ReadMode.FULL, "public.payments", "", two, columns())
        .output("payments", "rows", WriteMode.OVERWRITE, "", columns())
        .build();
  }

  private static ContractColumn[] columns() {
    return new ContractColumn[] {
      key("id", "bigint"), required("customer", "bigint"), required("amount", "decimal(12,2)"),
      required("currency", "string"), required("paid_at", "timestamp"), nullable("booked", "date"),
      nullable("note", "string"), required("code", "string")
    };
  }

  private static void run(Lake lake, JobPlan plan, String tick) throws IOException {
    var outcome = lake.run(plan, tick);
    if (outcome.code() != ExitCode.SUCCESS) {
      throw new IllegalStateException(outcome.toString());
    }
    System.err.println(outcome.out());
  }

  private static String url(Postgres database) {
    var at = database.connection().properties();
    return "jdbc:postgresql://localhost:%s/%s?user=postgres"
        .formatted(at.get("port"), URLEncoder.encode(at.get("database"), StandardCharsets.UTF_8));
  }

  private static void copy(SparkSession session, Postgres database, long rows) {
    session.sql("CREATE NAMESPACE IF NOT EXISTS lakehouse.retail");
    var options = new Properties();
    options.put("driver", "org.postgresql.Driver");
    options.put("fetchsize", "10000");
    session.read().jdbc(url(database), "payments", "id", 1, rows, 2, options)
        .writeTo(STOCK).using("iceberg").createOrReplace();
  }
}
