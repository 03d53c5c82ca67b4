import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.fixture.Lake;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskStart;

/**
 * A run of dataplat on one record from the start of its process: {@code Cold FOLDER}, with the
 * files of {@link Batches}. Prints the seconds from the start of the process until its main method
 * runs, Spark is ready, its first task reads, and the run has ended.
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
    System.out.printf("%.3f %.3f %.3f %.3f%n", main, ready, first, seconds());
    System.exit(0);
  }

  private static double seconds() {
    return (System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime()) / 1e3;
  }
}
