package io.dataplat.jobs.metrics;

import com.codahale.metrics.MetricRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.management.ManagementFactory;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.metrics.sink.PrometheusServlet;

/**
 * Adds the job's own metrics to those that Spark's user interface offers to Prometheus; Spark's own
 * registry knows no labels. Spark makes it by its name.
 */
public final class MetricsServlet extends PrometheusServlet {

  private static final String SINK = "spark.metrics.conf.driver.sink.prometheusServlet.";
  private static final String WAIT = "dataplat.scrapeWait";
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final long PAUSE_MILLIS = 100;
  private static final long NEVER = -1;
  private static final AtomicLong SCRAPED = new AtomicLong(NEVER);

  /** The servlet of a driver. */
  public MetricsServlet(Properties properties, MetricRegistry registry) {
    super(properties, registry);
  }

  /** The settings that make a driver offer its metrics. */
  public static Map<String, String> settings() {
    return Map.of(
        SINK + "class", MetricsServlet.class.getName(), SINK + "path", "/metrics/prometheus");
  }

  @Override
  public String getMetricsSnapshot(HttpServletRequest request) {
    var changes = DriverMetrics.changes();
    var text = super.getMetricsSnapshot(request) + DriverMetrics.text();
    SCRAPED.set(changes);
    return text;
  }

  /**
   * Waits until the last word was scraped, or for the longest interval at which Prometheus usually
   * comes: a driver that ends as soon as it has published would never tell of it. Where nothing has
   * come since the process began, that time counts too, so that runs without Prometheus do not
   * wait.
   */
  public static void awaitScrape() throws InterruptedException {
    long waited = SCRAPED.get() == NEVER ? ManagementFactory.getRuntimeMXBean().getUptime() : 0;
    var deadline = System.nanoTime() + patience().minusMillis(waited).toNanos();
    while (SCRAPED.get() < DriverMetrics.changes() && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    }
  }

  private static Duration patience() {
    var text = System.getProperty(WAIT);
    try {
      return text == null ? PATIENCE : Duration.parse(text);
    } catch (DateTimeException e) {
      return PATIENCE;
    }
  }
}
