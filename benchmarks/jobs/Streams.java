import static io.dataplat.jobs.fixture.Columns.generated;
import static io.dataplat.jobs.fixture.Columns.key;
import static io.dataplat.jobs.fixture.Columns.required;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.from_json;

import com.sun.management.OperatingSystemMXBean;
import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.Generated;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.OnViolation;
import io.dataplat.jobplan.PlanJson;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.StreamingJob;
import io.dataplat.jobs.fixture.Lake;
import io.dataplat.jobs.fixture.PlanFixture;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerEvent;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQueryListener.QueryStartedEvent;
import org.apache.spark.sql.streaming.Trigger;
import org.apache.spark.sql.types.StructType;

/**
 * Reads all of a {@link Topic} into Iceberg: {@code Streams SIDE FOLDER BROKER}. The side {@code
 * dataplat} decodes strictly, judges five rules, keeps dead letters and writes where each message
 * came from; {@code stock} is {@code from_json} and Iceberg's own sink, without any of it.
 *
 * <p>Reads it twice into tables of their own, as a stream is warm for most of its life. Prints for
 * each time seconds and CPU seconds from the start of the query to the end of the job, thousands of
 * messages a second, and the rows of the table.
 */
public final class Streams {

  private static final int PER_BATCH = 1_000_000;
  private static final String[] NAMES = {
    "id", "ordered_at", "customer", "product", "quantity", "amount", "country", "channel", "note"
  };
  private static final String[] TYPES = {
    "bigint", "timestamp", "bigint", "string", "int", "decimal(12,2)", "string", "string", "string"
  };

  private Streams() {}

  public static void main(String[] arguments) throws Exception {
    var state = Path.of(arguments[1], "state");
    for (var time : List.of("first", "second")) {
      measure(arguments[0], Files.createDirectories(state.resolve(time)), arguments[2]);
    }
    System.exit(0);
  }

  private static void measure(String side, Path folder, String broker) throws Exception {
    var plan = plan();
    var session = new Lake(folder).session(plan);
    var start = new Start();
    session.sparkContext().addSparkListener(start);
    if (side.equals("stock")) {
      stock(session, folder, broker);
    } else {
      dataplat(plan, folder, broker);
    }
    var seconds = (System.nanoTime() - start.clock) / 1e9;
    var spent = (cpuTime() - start.cpu) / 1e9;
    var rows = session.table("lakehouse.retail.orders_raw").count();
    System.out.printf(
        Locale.ROOT,
        "%.3f %.3f %.1f %d%n",
        seconds,
        spent,
        messages(broker) / seconds / 1e3,
        rows);
  }

  private static final class Start extends SparkListener {
    private volatile long clock;
    private volatile long cpu;

    @Override
    public void onOtherEvent(SparkListenerEvent event) {
      if (event instanceof QueryStartedEvent) {
        cpu = cpuTime();
        clock = System.nanoTime();
      }
    }
  }

  private static long messages(String broker) {
    var bytes = new ByteArrayDeserializer();
    var settings = Map.<String, Object>of("bootstrap.servers", broker);
    try (var consumer = new KafkaConsumer<>(settings, bytes, bytes)) {
      var partitions =
          consumer.partitionsFor(Topic.NAME).stream()
              .map(each -> new TopicPartition(Topic.NAME, each.partition()))
              .toList();
      return consumer.endOffsets(partitions).values().stream().mapToLong(Long::longValue).sum();
    }
  }

  private static void stock(SparkSession session, Path folder, String broker) throws Exception {
    session.sql("CREATE TABLE lakehouse.retail.orders_raw (" + ddl() + ") USING iceberg");
    session
        .readStream()
        .format("kafka")
        .option("kafka.bootstrap.servers", broker)
        .option("subscribe", Topic.NAME)
        .option("startingOffsets", "earliest")
        .option("maxOffsetsPerTrigger", PER_BATCH)
        .load()
        .select(from_json(col("value").cast("string"), StructType.fromDDL(ddl())).as("row"))
        .select("row.*")
        .writeStream()
        .format("iceberg")
        .option("checkpointLocation", folder.resolve("checkpoint").toString())
        .trigger(Trigger.AvailableNow())
        .toTable("lakehouse.retail.orders_raw")
        .awaitTermination();
  }

  private static void dataplat(JobPlan plan, Path folder, String broker) throws Exception {
    var file = folder.resolve("plan.json");
    Files.writeString(file, PlanJson.indented(plan));
    var arguments =
        List.of(
            "--plan", file.toString(), "--local", folder.resolve("state").toString(),
            "--root", folder.toString(), "--master", "local[2]",
            "--brokers", broker, "--available-now", "true");
    var code = new StreamingJob(System.err, System.err).run(arguments.toArray(String[]::new));
    if (code != ExitCode.SUCCESS) {
      throw new IllegalStateException(code.toString());
    }
  }

  private static long cpuTime() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static String ddl() {
    var columns = new String[NAMES.length];
    Arrays.setAll(columns, i -> NAMES[i] + " " + TYPES[i]);
    return Arrays.stream(columns).collect(Collectors.joining(", "));
  }

  private static JobPlan plan() {
    return new PlanFixture()
        .mostPerTrigger(PER_BATCH)
        .topic(Topic.NAME, "", columns(false))
        .inputRule("product", "product RLIKE '^P[0-9]+$'", OnViolation.QUARANTINE)
        .inputRule("quantity", "quantity BETWEEN 1 AND 100", OnViolation.QUARANTINE)
        .output("orders_raw", Topic.NAME, WriteMode.APPEND, "", columns(true))
        .rule("amount", "amount > 0", OnViolation.QUARANTINE)
        .rule("country", "length(country) = 2", OnViolation.QUARANTINE)
        .rule("channel", "channel IN ('app', 'shop', 'web')", OnViolation.DROP)
        .build();
  }

  private static ContractColumn[] columns(boolean stored) {
    var columns = new ArrayList<ContractColumn>();
    columns.add(key(NAMES[0], TYPES[0]));
    for (int i = 1; i < NAMES.length; i++) {
      columns.add(required(NAMES[i], TYPES[i]));
    }
    if (stored) {
      columns.add(generated("kafka_topic", "string", Generated.SOURCE_TOPIC));
      columns.add(generated("kafka_partition", "int", Generated.SOURCE_PARTITION));
      columns.add(generated("kafka_offset", "bigint", Generated.SOURCE_OFFSET));
      columns.add(generated("kafka_timestamp", "timestamp", Generated.SOURCE_TIMESTAMP));
    }
    return columns.toArray(ContractColumn[]::new);
  }
}
