import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.fixture.Lake;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskStart;

/**
 * A run of dataplat on one record from the start of its process: {@code Cold FOLDER}, with the
 * files of {@link Batches}. Prints the seconds from the start of the process until its main method
 * runs, Spark is ready, the plan is read, inputs are pinned, tables are made, a task reads, and the
 * run has ended.
 */
public final class Cold {

  private static volatile double first = Double.NaN;

  private Cold() {}

  public static void main(String[] arguments) throws Exception {
    var main = seconds();
    var plan = Batches.plan("one.csv");
    var lake = new Lake(Path.of(arguments[0]));
    var session = lake.session(plan);
    var ready = seconds();
    session.sparkContext().addSparkListener(
        new SparkListener() {
          @Override
          public void onTaskStart(SparkListenerTaskStart start) {
            first = Double.isNaN(first) ? seconds() : first;
          }
        });
    var outcome = lake.run(plan, "2026-01-02T00:00:00Z");
    if (outcome.code() != ExitCode.SUCCESS) {
      throw new IllegalStateException(outcome.toString());
    }
    var end = seconds();
    var noted =
        session
            .sql("SELECT unix_millis(started_at), stages.ms FROM lakehouse.dataplat.runs")
            .first();
    var begun = since(noted.getLong(0));
    List<Long> stages = noted.getList(1);
    var pinned = begun + stages.get(0) / 1e3;
    var prepared = pinned + stages.get(1) / 1e3;
    System.out.printf(
        "%.3f %.3f %.3f %.3f %.3f %.3f %.3f%n", main, ready, begun, pinned, prepared, first, end);
    System.exit(0);
  }

  private static double seconds() {
    return since(System.currentTimeMillis());
  }

  private static double since(long millis) {
    return (millis - ManagementFactory.getRuntimeMXBean().getStartTime()) / 1e3;
  }
}
