package io.dataplat.jobplan;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A plan that fills every part of the first release. */
final class Plans {

  static final String QUERY =
      """
      SELECT order_id, upper(trim(customer_name)) AS customer_name,
        amount -- {{ net }}
      FROM files;""";

  private Plans() {}

  static JobPlan full() {
    return full("true", 8, "amount >= 0");
  }

  static JobPlan full(String setting, int shufflePartitions, String check) {
    var identity = new Identity("retail", "orders_daily", "build", "prod");
    return new JobPlan(
        JobPlan.VERSION,
        JobPlan.SEMANTICS,
        List.of(),
        PlanMode.BATCH,
        identity,
        new Session(
            "Europe/Zurich",
            true,
            shufflePartitions,
            Map.of("spark.sql.adaptive.enabled", setting)),
        List.of(new Parameter("minimum", ParameterType.INT, "5")),
        Optional.of(
            new Schedule(
                IntervalUnit.DAY,
                Optional.of("0 3 * * *"),
                "Europe/Zurich",
                Optional.of("2026-01-01"),
                0,
                1,
                true)),
        List.of(
            new Connection(
                "lakehouse",
                ConnectionType.CATALOG,
                Place.REST,
                Map.of("uri", "https://catalog.example.org"),
                List.of(new SecretFile("token", "/etc/dataplat/secrets/lakehouse/token")))),
        List.of(files(), orders()),
        List.of(input()),
        List.of(query(), step(), lookup()),
        List.of(output(identity, check)),
        Optional.of(
            new Quarantine(
                "lakehouse",
                "retail.orders_daily__build__quarantine",
                QuarantineRows.POSITION,
                Optional.empty())),
        Optional.of(maintenance(identity)),
        Optional.empty(),
        Optional.empty(),
        Optional.of(new StreamState(1, "f1", "s3://x/v1", "1m", List.of(), "180s", "60s")),
        new Telemetry("dataplat.runs", "dataplat.epochs", Optional.empty(), List.of()));
  }

  private static Maintenance maintenance(Identity identity) {
    return new Maintenance(
        List.of(
            new MaintainedTable(
                "retail.orders",
                MaintainedKind.DATASET,
                "lakehouse",
                "retail.orders",
                Optional.of(536_870_912L),
                "PT168H",
                "PT720H",
                "PT72H",
                Optional.of(
                    new RowRetention(
                        "PT9600H",
                        Optional.of("ordered_at"),
                        IntervalUnit.DAY,
                        "Europe/Zurich",
                        Optional.of(LedgerKey.of(identity, "orders")))),
                List.of(
                    new MaintainedTable.Reader(
                        "retail.orders_daily.build",
                        "lakehouse",
                        "retail.orders",
                        LedgerKey.of(identity, "orders"))))));
  }

  private static DatasetContract files() {
    var options = new LinkedHashMap<String, String>();
    options.put("header", "true");
    options.put("delimiter", "|");
    return new DatasetContract(
        "retail.order_files",
        "1.0.0",
        "landing",
        Location.ofPath("orders/{yyyy}/{MM}/{dd}/*.csv"),
        Format.CSV,
        options,
        Optional.of("Europe/Zurich"),
        Optional.of("ordered_at"),
        List.of(column("order_id", "string", Optional.of(1), Optional.empty())),
        List.of(),
        List.of(),
        OnInvalid.QUARANTINE,
        OnUnknownColumn.WARN,
        NewColumns.EVOLVE,
        TypeChange.WIDEN,
        Optional.empty(),
        Optional.empty());
  }

  private static DatasetContract orders() {
    var mask =
        new Mask(
            MaskMethod.HMAC_SHA256,
            Optional.of("/etc/dataplat/secrets/pii/salt"),
            Optional.empty(),
            Optional.empty(),
            "pii",
            "k1");
    return new DatasetContract(
        "retail.orders",
        "1.2.0",
        "lakehouse",
        Location.ofTable("retail.orders"),
        Format.ICEBERG,
        Map.of(),
        Optional.empty(),
        Optional.of("ordered_at"),
        List.of(column("email", "string", Optional.empty(), Optional.of(mask))),
        List.of(new PartitionField(Transform.DAY, "ordered_at", Optional.empty())),
        List.of(),
        OnInvalid.QUARANTINE,
        OnUnknownColumn.WARN,
        NewColumns.EVOLVE,
        TypeChange.WIDEN,
        Optional.of("400d"),
        Optional.of("retail.orders_daily.build"));
  }

  private static ContractColumn column(
      String name, String type, Optional<Integer> key, Optional<Mask> mask) {
    return new ContractColumn(
        name,
        name,
        Optional.of(1),
        type,
        false,
        key,
        Classification.INTERNAL,
        Optional.empty(),
        Optional.empty(),
        List.of("A", "B"),
        Optional.of("[A-Z]\"\\d"),
        List.of("A-1001"),
        mask);
  }

  private static Input input() {
    return new Input(
        "files",
        "retail.order_files",
        ReadMode.INTERVAL,
        false,
        false,
        AsOf.RUN,
        Missing.FAIL,
        LateRows.QUARANTINE,
        Optional.empty(),
        Optional.of(
            new FilesInput(
                "orders/{yyyy}/{MM}/{dd}/*.csv", Optional.empty(), "0s", ChangedFile.FAIL)),
        Optional.empty(),
        Optional.of(
            new StreamInput(
                StartFrom.EARLIEST,
                Optional.of(new Watermark("ordered_at", "10m", "1h")),
                Optional.of(1000L),
                Optional.empty())),
        List.of(),
        List.of());
  }

  private static Step query() {
    return new Step(
        "cleaned",
        StepKind.KEEPING,
        Optional.of(Step.lines(QUERY)),
        List.of("files"),
        List.of(column("order_id", "string", Optional.empty(), Optional.empty())),
        Optional.empty(),
        Optional.empty());
  }

  private static Step lookup() {
    return new Step(
        "placed",
        StepKind.KEEPING,
        Optional.empty(),
        List.of("latest", "files"),
        List.of(column("order_id", "string", Optional.empty(), Optional.empty())),
        Optional.empty(),
        Optional.of(
            new Lookup(
                "latest",
                "files",
                List.of(new LookupKey("order_id", "id")),
                Optional.of(new LookupVersion(Optional.of("ordered_at"), "since", "until")),
                List.of(
                    new LookupColumn(
                        "order_key",
                        "version",
                        Optional.of(UnknownMember.SURROGATE_KEY),
                        Optional.of("retail.orders"))),
                MissingMember.INFERRED)));
  }

  private static Step step() {
    return new Step(
        "latest",
        StepKind.DEDUPLICATING,
        Optional.empty(),
        List.of("cleaned"),
        List.of(column("order_id", "string", Optional.empty(), Optional.empty())),
        Optional.of(
            new Deduplicate(
                "cleaned",
                List.of("order_id"),
                Optional.of(new Keep(Optional.of("ordered_at"), Optional.empty())),
                NullKeys.FAIL,
                Optional.of("1h"))),
        Optional.empty());
  }

  private static Output output(Identity identity, String check) {
    return new Output(
        "orders",
        "latest",
        Optional.empty(),
        false,
        "retail.orders",
        1,
        new Write(
            WriteMode.UPSERT,
            List.of("order_id"),
            List.of("ordered_at"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            OutsideInterval.FAIL,
            Optional.empty(),
            Optional.empty(),
            Optional.of(new UnknownMember(Map.of("order_id", "none"))),
            Optional.empty()),
        List.of(
            new RowRule(
                "amount_positive",
                check,
                List.of("amount"),
                OnViolation.QUARANTINE,
                UnknownResult.PASS,
                Optional.of(new BigDecimal("0.001")),
                false)),
        List.of(
            new MetricRule(
                "enough_rows",
                MetricName.ROW_COUNT,
                List.of(),
                MetricScope.KEPT,
                MetricUnit.ROWS,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Operator.MUST_BE_GREATER_THAN,
                List.of(BigDecimal.ZERO),
                OnViolation.FAIL)),
        StagingBranch.PATTERN,
        LedgerKey.of(identity, "orders"));
  }
}
