package io.dataplat.compiler.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.merge.Merger;
import io.dataplat.compiler.merge.Sources;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each mistake that linking finds, reported once, where it is made, and with what to write. */
class ResolverFindingsTest {
  private static final String ORDERS = "pipelines/retail/datasets/orders.yaml";
  private static final String PIPELINE = "pipelines/retail/orders_daily.yaml";
  private static final String PROD = "environments/prod.yaml";

  /** Replaces a text in one file of the examples and resolves production. */
  private static String findings(String file, String old, String changed) {
    return findings("prod", file, old, changed);
  }

  private static String findings(String environment, String file, String old, String changed) {
    var sources = RetailSources.all();
    var text = sources.files().getOrDefault(file, "");
    assertThat(text).contains(old);
    var diagnostics = new Diagnostics();
    var merger =
        Merger.of(sources.file(file, text.replace(old, changed)).repository(), diagnostics);
    assertThat(Sources.report(diagnostics)).isEmpty();
    var platform = Resolver.resolve(merger.merge(environment, diagnostics), diagnostics);
    assertThat(platform.isPresent()).isEqualTo(!diagnostics.hasErrors());
    return Sources.report(diagnostics);
  }

  @Test
  void unknownDatasets() {
    assertThat(findings(PIPELINE, "retail.order_files", "retail.order_fils"))
        .isEqualTo(
            "pipelines/retail/orders_daily.yaml:9:33 unknown-dataset: unknown dataset"
                + " `retail.order_fils`; did you mean `retail.order_files`?");
    assertThat(findings(PIPELINE, "{cron: \"0 3 * * *\",", "{onUpdate: {any: [retail.none]},"))
        .isEqualTo(
            "pipelines/retail/orders_daily.yaml:6:31 unknown-dataset: unknown dataset"
                + " `retail.none`; known datasets: `operations.crm_invoices`,"
                + " `operations.invoices`, `retail.daily_revenue`, `retail.order_events`,"
                + " `retail.order_events_bronze`, `retail.order_files`, `retail.orders`");
  }

  @Test
  void unknownRelations() {
    assertThat(findings(PIPELINE, "{from: cleaned,", "{from: clean,"))
        .isEqualTo(
            "pipelines/retail/orders_daily.yaml:12:38 unknown-relation: `clean` is neither an input"
                + " nor a step; known inputs and steps: `cleaned`, `files`, `latest`");
    assertThat(findings(PIPELINE, "from: per_day", "from: latest"))
        .isEqualTo(
            "pipelines/retail/orders_daily.yaml:20:64 unknown-relation: `latest` is neither an input"
                + " nor a step; known inputs and steps: `orders`, `per_day`");
  }

  @Test
  void unknownColumns() {
    assertThat(findings(ORDERS, "timeColumn: ordered_at", "timeColumn: orderd_at"))
        .isEqualTo(
            "pipelines/retail/datasets/orders.yaml:9:15 unknown-column: dataset `retail.orders` has"
                + " no column `orderd_at`; did you mean `ordered_at`?");
    assertThat(findings(ORDERS, "day(ordered_at)", "day(orderedat)"))
        .isEqualTo(
            "pipelines/retail/datasets/orders.yaml:8:25 unknown-column: dataset `retail.orders` has"
                + " no column `orderedat`; did you mean `ordered_at`?");
    assertThat(findings(PIPELINE, "{mode: upsert}", "{mode: upsert, sequenceBy: at}"))
        .isEqualTo(
            "pipelines/retail/orders_daily.yaml:13:98 unknown-column: dataset `retail.orders` has no"
                + " column `at`; known columns: `amount`, `email`, `loaded_by`, `order_id`,"
                + " `ordered_at`");
    assertThat(
            findings(
                "pipelines/retail/events_live.yaml", "keys: [event_id]", "keys: [event_id, when]"))
        .isEqualTo(
            "pipelines/retail/events_live.yaml:10:67 unknown-column: dataset `retail.order_events`"
                + " has no column `when`; known columns: `at`, `event_id`");
    assertThat(findings(ORDERS, "metric: rowCount", "metric: nullValues, columns: [mail]"))
        .isEqualTo(
            "pipelines/retail/datasets/orders.yaml:18:49 unknown-column: dataset `retail.orders` has"
                + " no column `mail`; did you mean `email`?");
    assertThat(
            findings("pipelines/retail/datasets/order_events.yaml", "{key: event_id}", "{key: id}"))
        .isEqualTo(
            "pipelines/retail/datasets/order_events.yaml:7:16 unknown-column: dataset"
                + " `retail.order_events` has no column `id`; known columns: `at`, `event_id`");
  }

  @Test
  void columnsBehindSqlAreLeftToTheAnalysisOfSql() {
    assertThat(findings(PIPELINE, "keys: [order_id]", "keys: [whatever]")).isEmpty();
  }

  @Test
  void foreignKeys() {
    var amount = "amount: {type: \"decimal(12,2)\"";
    assertThat(findings(ORDERS, amount, amount + ", references: retail.daily_revenue.revenue"))
        .isEqualTo(
            "pipelines/retail/datasets/orders.yaml:13:49 type-mismatch: a `decimal(12,2)` cannot"
                + " reference `retail.daily_revenue.revenue`, which is a `decimal(22,2)`; give both"
                + " columns one type");
    assertThat(findings(ORDERS, amount, amount + ", references: retail.daily_revenue.amount"))
        .isEqualTo(
            "pipelines/retail/datasets/orders.yaml:13:49 unknown-column: dataset"
                + " `retail.daily_revenue` has no column `amount`; known columns: `day`, `orders`,"
                + " `revenue`");
    assertThat(findings(ORDERS, amount, amount + ", references: retail.daily.amount"))
        .startsWith(
            "pipelines/retail/datasets/orders.yaml:13:49 unknown-dataset: unknown dataset"
                + " `retail.daily`;");
  }

  @Test
  void layouts() {
    assertThat(findings(ORDERS, "day(ordered_at)", "day(order_id)"))
        .isEqualTo(
            "pipelines/retail/datasets/orders.yaml:8:25 bad-partition: `day(order_id)` cannot be"
                + " taken of column `order_id`, a `string`; write a column, `day(column)` of a date"
                + " or time, or `bucket(16, column)`");
    assertThat(findings(ORDERS, "day(ordered_at)", "\"bucket(16, order_id)\", hour(ordered_at)"))
        .isEmpty();
  }

  @Test
  void connections() {
    assertThat(findings(ORDERS, "{partitionBy", "{connection: lakehous, partitionBy"))
        .isEqualTo(
            "pipelines/retail/datasets/orders.yaml:8:23 unknown-connection: unknown connection"
                + " `lakehous`; did you mean `lakehouse`?");
    assertThat(findings(ORDERS, "{partitionBy", "{connection: landing, partitionBy"))
        .isEqualTo(
            "pipelines/retail/datasets/orders.yaml:8:23 wrong-connection-type: tables need a"
                + " connection of type `catalog`, but `landing` is of type `objectStore`; known"
                + " connections of this type: `lakehouse`");
    assertThat(
            findings(
                PROD,
                "lakehouse: {rest: {uri: \"https://catalog.example.org\", warehouse: prod}}",
                "lakehouse: {s3: {bucket: a}}"))
        .isEqualTo(
            "environments/prod.yaml:12:19 place-not-for-type: `s3` is no place of a connection of"
                + " type `catalog`; known places of this type: `embedded`, `rest`");
    assertThat(findings(PROD, "warehouse: prod}", "warehouse: prod}, credentials: salt"))
        .isEqualTo(
            "environments/prod.yaml:12:93 unknown-secret: unknown secret `salt`; known secrets:"
                + " `pii_salt`");
  }

  @Test
  void whatOnlyAClusterNeedsIsReportedAtTheEnvironment() {
    String base = "environments/base.yaml";
    String missing =
        "environments/prod.yaml:3:18 missing-in-environment: environment `prod` has no";
    String hint = "; write it here or in an environment that this one extends";
    assertThat(
            findings(
                PROD,
                "  delivery: {repository: \"https://git.example.org/data/platform.git\", revision: main}\n",
                ""))
        .isEqualTo(missing + " `delivery`" + hint);
    assertThat(findings(base, "  secretStore: vault\n", ""))
        .isEqualTo(missing + " `secretStore`" + hint);
    assertThat(findings(PROD, "  cluster: {server: \"https://prod.k8s.example.org\"}\n", ""))
        .isEqualTo(missing + " `cluster.server`" + hint);
  }

  @Test
  void whatAnEnvironmentLacksIsReportedThere() {
    assertThat(
            findings(
                PROD,
                "landing: {s3: {bucket: acme-prod-landing, region: eu-central-1}}",
                "landing: {credentials: pii_salt}"))
        .isEqualTo(
            "environments/prod.yaml:3:18 missing-in-environment: connection `landing` has no place"
                + " in environment `prod`; write `overrides: {connections: {landing: {s3: {...}}}}`");
    assertThat(findings("environments/base.yaml", "  quarantine: {connection: lakehouse}\n", ""))
        .isEqualTo(
            "environments/prod.yaml:3:18 missing-in-environment: environment `prod` has no"
                + " `quarantine`; write it here or in an environment that this one extends");
    assertThat(
            findings(
                "environments/base.yaml",
                "  image: registry.example.org/dataplat/jobs:1.0.0\n",
                ""))
        .isEqualTo(
            "environments/prod.yaml:3:18 missing-in-environment: environment `prod` has no `image`;"
                + " write it here or in an environment that this one extends");
    assertThat(
            findings(
                "local",
                "environments/base.yaml",
                "  image: registry.example.org/dataplat/jobs:1.0.0\n",
                ""))
        .as("an embedded environment starts no containers")
        .isEmpty();
  }

  @Test
  void secretsOfMasks() {
    assertThat(findings(ORDERS, "secret: pii_salt", "secret: salt"))
        .isEqualTo(
            "pipelines/retail/datasets/orders.yaml:12:109 unknown-secret: unknown secret `salt`;"
                + " known secrets: `pii_salt`");
  }

  @Test
  void sizesAndTasks() {
    assertThat(findings(PIPELINE, "size: medium", "size: medum"))
        .isEqualTo(
            "pipelines/retail/orders_daily.yaml:14:23 unknown-size: unknown size"
                + " `medum`; did you mean `medium`?");
    assertThat(findings("environments/base.yaml", "    small:", "    tiny:"))
        .isEqualTo(
            "environments/prod.yaml:3:18 unknown-size: environment `prod` has no size `small`; known"
                + " sizes: `medium`, `tiny`");
    assertThat(findings(PIPELINE, "    sum:\n", "    sum:\n      after: [built]\n"))
        .isEqualTo(
            "pipelines/retail/orders_daily.yaml:16:15 unknown-task: there is no task `built`; did"
                + " you mean `build`?");
  }

  @Test
  void sqlFiles() {
    assertThat(
            findings(
                PIPELINE, "sql: SELECT to_date(:run_start) AS day", "sqlFile: sql/per_day.sql #"))
        .isEqualTo(
            "pipelines/retail/orders_daily.yaml:19:20 missing-file: there is no file"
                + " `pipelines/retail/sql/per_day.sql`; there are no SQL files");
    assertThat(
            findings(
                PIPELINE, "sql: SELECT to_date(:run_start) AS day", "sqlFile: ../../../a.sql #"))
        .isEqualTo(
            "pipelines/retail/orders_daily.yaml:19:20 path-escapes-root: `../../../a.sql` leads out"
                + " of the repository; write a path relative to this file");
  }

  @Test
  void sqlFilesTakeNoReferences() {
    var sources = RetailSources.all();
    var pipeline = sources.files().getOrDefault(PIPELINE, "");
    sources.file(PIPELINE, pipeline.replace("sql: SELECT to_date", "sqlFile: sql/a.sql # "));
    sources.file("pipelines/retail/sql/a.sql", "SELECT 1,\n  ${day} AS day FROM orders\n");
    var diagnostics = new Diagnostics();
    var merged = Merger.of(sources.repository(), diagnostics).merge("prod", diagnostics);
    assertThat(Resolver.resolve(merged, diagnostics)).isEmpty();
    assertThat(Sources.report(diagnostics))
        .isEqualTo(
            "pipelines/retail/sql/a.sql:2:3 reference-not-allowed: SQL takes no reference"
                + " `${...}`; SQL takes values as `:name`, such as `:run_start`");
  }

  @Test
  void columnsFromOtherDatasets() {
    assertThat(
            findings(
                "pipelines/retail/datasets/order_events.yaml",
                "  columns: {event_id",
                "  columnsFrom: retail.order_events_bronze\n  columns: {event_id"))
        .isEqualTo(
            "pipelines/retail/datasets/order_events_bronze.yaml:8:16 columns-cycle:"
                + " `retail.order_events` takes its columns from this dataset; the circle is"
                + " `retail.order_events` -> `retail.order_events_bronze` -> `retail.order_events`");
    assertThat(
            findings(
                "pipelines/retail/datasets/order_events_bronze.yaml",
                "at: {nullable: true}",
                "a: {nullable: true}"))
        .isEqualTo(
            "pipelines/retail/datasets/order_events_bronze.yaml:9:70 missing-field: column `a` has"
                + " no `type`; no column of this name comes from `columnsFrom`");
  }

  @Test
  void patternsKeepNamesApart() {
    assertThat(
            findings(
                PROD,
                "  limits:",
                "  naming: {namespace: data, table: \"{domain}.{dataset}_{environment}\", topic: \"{domain}-{dataset}\"}\n  limits:"))
        .isEqualTo(
            """
            environments/prod.yaml:8:23 bad-pattern: `data` lacks `{domain}`; for example `data-{domain}`
            environments/prod.yaml:8:36 bad-pattern: `{domain}.{dataset}_{environment}` can give two things one name; for example `{domain}.{dataset}`
            environments/prod.yaml:8:79 bad-pattern: `{domain}-{dataset}` can give two things one name; for example `{domain}.{dataset}`""");
  }

  @Test
  void settingsOfAnotherFormat() {
    assertThat(
            findings(
                "pipelines/retail/datasets/order_files.yaml", "format: csv", "format: parquet"))
        .isEqualTo(
            "pipelines/retail/datasets/order_files.yaml:7:92 not-for-this-format: `csv` does not"
                + " concern files of format `parquet`");
  }

  @Test
  void filesOfEveryFormatMayHaveAMarker() {
    for (var format : List.of("json", "parquet", "orc", "avro")) {
      assertThat(
              findings(
                  "pipelines/retail/datasets/order_files.yaml",
                  "format: csv, csv: {delimiter: \"|\"}",
                  "format: " + format + ", marker: _SUCCESS"))
          .isEmpty();
    }
    assertThat(
            findings(
                "pipelines/retail/datasets/order_files.yaml",
                "csv: {delimiter: \"|\"}",
                "marker: done.flag, csv: {multiline: true, trim: true}"))
        .isEmpty();
  }

  @Test
  void daysThatDoNotExist() {
    assertThat(findings(PIPELINE, "2026-01-01", "2026-02-30"))
        .isEqualTo(
            "pipelines/retail/orders_daily.yaml:6:59 bad-date: `startDate` does not take"
                + " `2026-02-30`; write a calendar day, `2025-01-31`");
  }
}
