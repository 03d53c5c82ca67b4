package io.dataplat.jobs.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** What this process has to say to Prometheus; names of the plan are the only labels. */
public final class DriverMetrics {

  private static final double MILLIS = 1000;
  private static final PrometheusRegistry REGISTRY = new PrometheusRegistry();
  private static final AtomicLong CHANGES = new AtomicLong();

  private static final Counter ROWS =
      Counter.builder()
          .name("dataplat_rows_total")
          .help("Rows by what became of them.")
          .labelNames("pipeline", "task", "dataset", "kind")
          .register(REGISTRY);
  private static final Counter VIOLATIONS =
      Counter.builder()
          .name("dataplat_rule_violations_total")
          .help("Rows that violate a rule.")
          .labelNames("pipeline", "task", "dataset", "rule")
          .register(REGISTRY);
  private static final Gauge METRIC =
      Gauge.builder()
          .name("dataplat_metric_value")
          .help("What a metric over the rows of the last run was, in the unit of its threshold.")
          .labelNames("pipeline", "task", "dataset", "metric", "threshold")
          .register(REGISTRY);
  private static final Gauge METRIC_PASSED =
      Gauge.builder()
          .name("dataplat_metric_passed")
          .help("Whether a metric over the rows of the last run kept its threshold: 1 or 0.")
          .labelNames("pipeline", "task", "dataset", "metric")
          .register(REGISTRY);
  private static final Gauge FRONTIER =
      Gauge.builder()
          .name("dataplat_frontier_timestamp_seconds")
          .help("The end of the gapless time that a dataset has.")
          .labelNames("dataset")
          .register(REGISTRY);
  private static final Gauge DURATION =
      Gauge.builder()
          .name("dataplat_run_duration_seconds")
          .help("How long the last run took.")
          .labelNames("pipeline", "task")
          .register(REGISTRY);
  private static final Gauge PUBLISHED =
      Gauge.builder()
          .name("dataplat_last_publish_timestamp_seconds")
          .help("When rows became visible last.")
          .labelNames("pipeline", "task")
          .register(REGISTRY);
  private static final Gauge LAG =
      Gauge.builder()
          .name("dataplat_stream_lag_messages")
          .help("Messages that the topics had behind the last micro-batch.")
          .labelNames("pipeline", "task")
          .register(REGISTRY);
  private static final Gauge WATERMARK =
      Gauge.builder()
          .name("dataplat_stream_watermark_timestamp_seconds")
          .help("The watermark at which the last micro-batch began.")
          .labelNames("pipeline", "task")
          .register(REGISTRY);
  private static final Gauge FILES =
      Gauge.builder()
          .name("dataplat_table_files")
          .help("Data files of a table after its upkeep.")
          .labelNames("dataset")
          .register(REGISTRY);
  private static final Gauge READER_LAG =
      Gauge.builder()
          .name("dataplat_reader_lag_seconds")
          .help("How long a reader has left something of a table unread.")
          .labelNames("dataset", "reader")
          .register(REGISTRY);
  private static final Counter LOST =
      Counter.builder()
          .name("dataplat_telemetry_lost_total")
          .help("Records and events that could not be delivered.")
          .labelNames("pipeline", "task", "kind")
          .register(REGISTRY);

  private final String pipeline;
  private final String task;

  /** The metrics of one task. */
  public DriverMetrics(String pipeline, String task) {
    this.pipeline = pipeline;
    this.task = task;
  }

  /** Rows of a dataset came to something. */
  public void rows(String dataset, String kind, long rows) {
    ROWS.labelValues(pipeline, task, dataset, kind).inc(rows);
    CHANGES.incrementAndGet();
  }

  /** Rows of a dataset violated a rule. */
  public void violations(String dataset, String rule, long rows) {
    VIOLATIONS.labelValues(pipeline, task, dataset, rule).inc(rows);
    CHANGES.incrementAndGet();
  }

  /** A metric over rows of a dataset has a value. */
  public void metric(String dataset, String metric, String threshold, double value) {
    METRIC.labelValues(pipeline, task, dataset, metric, threshold).set(value);
    CHANGES.incrementAndGet();
  }

  /** A metric over rows of a dataset has kept its threshold, or has not. */
  public void metricPassed(String dataset, String metric, boolean passed) {
    METRIC_PASSED.labelValues(pipeline, task, dataset, metric).set(passed ? 1 : 0);
    CHANGES.incrementAndGet();
  }

  /** A dataset is complete through an instant. */
  public void frontier(String dataset, Instant instant) {
    FRONTIER.labelValues(dataset).set(seconds(instant));
    CHANGES.incrementAndGet();
  }

  /** A run took so long. */
  public void duration(long millis) {
    DURATION.labelValues(pipeline, task).set(millis / MILLIS);
    CHANGES.incrementAndGet();
  }

  /** Rows became visible. */
  public void published(Instant instant) {
    PUBLISHED.labelValues(pipeline, task).set(seconds(instant));
    CHANGES.incrementAndGet();
  }

  /** A stream is so many messages behind. */
  public void lag(long messages) {
    LAG.labelValues(pipeline, task).set((double) messages);
    CHANGES.incrementAndGet();
  }

  /** A stream takes earlier rows for late. */
  public void watermark(Instant instant) {
    WATERMARK.labelValues(pipeline, task).set(seconds(instant));
    CHANGES.incrementAndGet();
  }

  /** A table has so many files after its upkeep. */
  public void maintained(String dataset, long files) {
    FILES.labelValues(dataset).set((double) files);
    CHANGES.incrementAndGet();
  }

  /** A reader has left something of a table unread for so long. */
  public void readerLag(String dataset, String reader, Duration lag) {
    READER_LAG.labelValues(dataset, reader).set((double) lag.toSeconds());
    CHANGES.incrementAndGet();
  }

  /** Something that should have been told is lost. */
  public void lost(String kind) {
    LOST.labelValues(pipeline, task, kind).inc();
    CHANGES.incrementAndGet();
  }

  /** How often anything was said; the text is that of now or later. */
  static long changes() {
    return CHANGES.get();
  }

  /** All metrics in the text format of Prometheus. */
  public static String text() {
    var text = new ByteArrayOutputStream();
    try {
      PrometheusTextFormatWriter.create().write(text, REGISTRY.scrape());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString(StandardCharsets.UTF_8);
  }

  private static double seconds(Instant instant) {
    return instant.toEpochMilli() / MILLIS;
  }
}
