package io.dataplat.jobs.session;

import io.dataplat.jobplan.Connection;
import io.dataplat.jobplan.ConnectionType;
import io.dataplat.jobplan.Format;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.Place;
import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import io.dataplat.jobs.metrics.MetricsServlet;
import io.dataplat.jobs.parquet.ParquetRows;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/** Makes the Spark session that a plan fixes. */
public final class Sessions {

  private static final String ICEBERG_EXTENSIONS =
      "org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions";
  private static final String ICEBERG_CATALOG = "org.apache.iceberg.spark.SparkCatalog";

  private Sessions() {}

  /** The session of the process; a master is given for local runs only. */
  public static SparkSession base(JobPlan plan, Optional<String> localMaster) {
    var builder = SparkSession.builder().appName(plan.identity().taskId());
    plan.session().conf().forEach(builder::config);
    builder.config("spark.sql.extensions", extensions(plan, localMaster.isPresent()));
    // Two drivers must never write one version of a table, which Delta's own store for S3 lets
    // them.
    builder.config("spark.delta.logStore.s3a.impl", ConditionalLogStore.class.getName());
    MetricsServlet.settings().forEach(builder::config);
    builder.config(ParquetRows.SETTING, ParquetRows.beside(plugins(plan)));
    localMaster.ifPresent(
        master ->
            builder
                .master(master)
                .config("spark.ui.enabled", false)
                .config("spark.driver.host", "localhost")
                .config("spark.driver.bindAddress", "127.0.0.1"));
    return builder.getOrCreate();
  }

  // What spark-submit was told is a property of the process.
  private static String plugins(JobPlan plan) {
    var told = System.getProperty(ParquetRows.SETTING, "");
    return plan.session().conf().getOrDefault(ParquetRows.SETTING, told);
  }

  // A process on this machine may run other plans after the first.
  private static String extensions(JobPlan plan, boolean isLocal) {
    var hasDelta = plan.datasets().stream().anyMatch(dataset -> dataset.format() == Format.DELTA);
    return isLocal || hasDelta
        ? ICEBERG_EXTENSIONS + "," + DeltaExtension.class.getName()
        : ICEBERG_EXTENSIONS;
  }

  /** A session with the plan's settings and catalogs, and no view of an earlier run. */
  public static SparkSession forPlan(
      SparkSession base, JobPlan plan, LocalPlaces places, Secrets secrets) {
    var session = base.newSession();
    var stores = session.sparkContext().hadoopConfiguration();
    S3Store.configure(stores, plan, secrets);
    GcsStore.configure(stores, plan, secrets);
    AzureStore.configure(stores, plan, secrets);
    settings(plan).forEach((key, value) -> session.conf().set(key, value));
    plan.session().conf().forEach((key, value) -> setIfModifiable(session, key, value));
    plan.connections().stream()
        .filter(connection -> connection.type() == ConnectionType.CATALOG)
        .forEach(
            connection ->
                catalog(connection, places, secrets)
                    .forEach((key, value) -> session.conf().set(key, value)));
    return session;
  }

  private static Map<String, String> settings(JobPlan plan) {
    var settings = new LinkedHashMap<String, String>();
    settings.put("spark.sql.session.timeZone", plan.session().timezone());
    settings.put("spark.sql.ansi.enabled", String.valueOf(plan.session().ansi()));
    settings.put(
        "spark.sql.shuffle.partitions", String.valueOf(plan.session().shufflePartitions()));
    settings.put("spark.sql.caseSensitive", "false");
    settings.put("spark.sql.datetime.java8API.enabled", "true");
    settings.put("spark.sql.storeAssignmentPolicy", "ANSI");
    settings.put("spark.sql.iceberg.check-ordering", "false");
    // The catalog that Delta asks for is for tables with names, which ours have not.
    settings.put("spark.databricks.delta.requiredSparkConfsCheck.enabled", "false");
    // It cuts the log of every table into 50 parts, which takes longer than most tables do.
    settings.put(
        "spark.databricks.delta.snapshotPartitions",
        String.valueOf(plan.session().shufflePartitions()));
    return settings;
  }

  private static void setIfModifiable(SparkSession session, String key, String value) {
    if (session.conf().isModifiable(key)) {
      session.conf().set(key, value);
    }
  }

  private static Map<String, String> catalog(
      Connection connection, LocalPlaces places, Secrets secrets) {
    var prefix = "spark.sql.catalog." + connection.name();
    var settings = new LinkedHashMap<String, String>();
    settings.put(prefix, ICEBERG_CATALOG);
    // A cached table would hide what the job itself commits through Iceberg's own interface.
    settings.put(prefix + ".cache-enabled", "false");
    settings.putAll(place(connection, prefix, places));
    connection
        .secrets()
        .forEach(
            secret -> settings.put(prefix + "." + secret.property(), secrets.read(secret.file())));
    return settings;
  }

  private static Map<String, String> place(
      Connection connection, String prefix, LocalPlaces places) {
    var settings = new LinkedHashMap<String, String>();
    if (connection.place() == Place.EMBEDDED) {
      settings.put(prefix + ".type", "hadoop");
      settings.put(prefix + ".warehouse", places.warehouse(connection.name()).toUri().toString());
    } else if (connection.place() == Place.REST) {
      settings.put(prefix + ".type", "rest");
      connection.properties().forEach((key, value) -> settings.put(prefix + "." + key, value));
    } else {
      throw new JobFailure(
          ExitCode.PLAN_REFUSED,
          "place-not-supported",
          "the catalog `" + connection.name() + "` cannot be at `" + connection.place() + "`");
    }
    return settings;
  }
}
