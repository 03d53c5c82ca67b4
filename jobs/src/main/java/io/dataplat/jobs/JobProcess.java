package io.dataplat.jobs;

import io.dataplat.jobs.metrics.MetricsServlet;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.apache.hadoop.fs.FSError;
import org.apache.spark.sql.SparkSession;

/** What every job does as a process: it says why it failed, and ends with an exit code. */
final class JobProcess {

  private JobProcess() {}

  static PrintStream utf8(PrintStream stream) {
    return new PrintStream(stream, true, StandardCharsets.UTF_8);
  }

  /** Runs a job; whatever it throws becomes an exit code and a line that tells why. */
  static ExitCode codeOf(Supplier<ExitCode> job, PrintStream err, String usage) {
    try {
      return job.get();
    } catch (Exception | LinkageError | OutOfMemoryError | FSError e) {
      // Spark throws checked exceptions that it does not declare, and its threads would keep the
      // process alive after an error that nobody catches.
      var known = KnownFailure.in(e);
      err.println("failed: " + known.map(JobProcess::text).orElseGet(() -> ErrorText.of(e)));
      known.map(JobFailure::rule).filter(CommandLine.RULE::equals).ifPresent(r -> err.print(usage));
      return known.map(JobFailure::exitCode).orElse(ExitCode.UNEXPECTED);
    }
  }

  private static String text(JobFailure failure) {
    return failure.rule() + ": " + failure.getMessage();
  }

  /** Lets Prometheus fetch the last word of a driver that it knows of. */
  static void awaitScrape() {
    var session = SparkSession.getDefaultSession();
    if (session.isDefined() && session.get().sparkContext().uiWebUrl().isDefined()) {
      try {
        MetricsServlet.awaitScrape();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Stops Spark and ends the process. */
  static void end(ExitCode code) {
    var session = SparkSession.getDefaultSession();
    if (session.isDefined()) {
      session.get().stop();
    }
    System.exit(code.code());
  }
}
