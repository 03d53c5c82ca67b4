package io.dataplat.jobs;

import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.TaskTest;
import io.dataplat.jobs.plan.PlanReader;
import io.dataplat.jobs.session.Sessions;
import io.dataplat.jobs.testing.JunitReport;
import io.dataplat.jobs.testing.TaskTestRun;
import io.dataplat.jobs.testing.TestFile;
import io.dataplat.jobs.testing.TestResult;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.io.FileUtils;
import org.apache.spark.sql.SparkSession;

/** Runs tests of tasks, all in one process: Spark's start takes longer than a test. */
public final class TestJob {

  private static final List<String> NAMES = List.of("tests", "local", "report", "master", "width");
  private static final int WIDTH = 120;
  private static final int NARROWEST = 40;
  private static final double MILLIS = 1000;

  private final PrintStream out;
  private final PrintStream err;

  /** A job that writes results and errors there. */
  public TestJob(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /** Runs the job of a process of its own. */
  public static void main(String[] arguments) {
    QuietLogging.configure();
    var job = new TestJob(JobProcess.utf8(System.out), JobProcess.utf8(System.err));
    JobProcess.end(job.run(arguments));
  }

  /** Runs the job in this process; a session that exists is used and left running. */
  public ExitCode run(String... arguments) {
    return JobProcess.codeOf(() -> execute(CommandLine.parse(NAMES, arguments)), err, "");
  }

  private ExitCode execute(CommandLine line) {
    var plans = plans(line.plans());
    var tests = TestFile.read(CommandLine.path(line.required("tests"))).tests();
    var state = CommandLine.path(line.required("local"));
    var width = line.number("width", WIDTH, NARROWEST);
    var first = plans.values().iterator().next();
    var base = Sessions.base(first, Optional.of(line.find("master").orElse("local[*]")));
    var results = new ArrayList<TestResult>();
    for (var test : tests) {
      var result = run(base, plan(plans, test), test, state, width);
      results.add(result);
      print(result);
    }
    line.find("report").map(CommandLine::path).ifPresent(new JunitReport(results)::write);
    return conclude(results);
  }

  private static Map<String, JobPlan> plans(List<Path> files) {
    var plans = new LinkedHashMap<String, JobPlan>();
    files.stream().map(PlanReader::read).forEach(plan -> plans.put(plan.identity().taskId(), plan));
    return plans;
  }

  private static JobPlan plan(Map<String, JobPlan> plans, TaskTest test) {
    var plan = plans.get(test.task());
    if (plan == null) {
      throw CommandLine.refused("there is no plan of `" + test.task() + "`");
    }
    return plan;
  }

  private static TestResult run(
      SparkSession base, JobPlan plan, TaskTest test, Path state, int width) {
    var begin = System.nanoTime();
    try {
      Files.createDirectories(state);
      var folder = Files.createTempDirectory(state, "test-");
      try {
        var problems = new TaskTestRun(base, plan, test, folder, width).problems(TestJob::failure);
        return new TestResult(test, Duration.ofNanos(System.nanoTime() - begin), problems);
      } finally {
        FileUtils.deleteQuietly(folder.toFile());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JobFailure failure(Exception error) {
    return KnownFailure.in(error)
        .orElseGet(() -> new JobFailure(ExitCode.UNEXPECTED, "unexpected", ErrorText.of(error)));
  }

  private void print(TestResult result) {
    out.println(
        String.format(
            Locale.ROOT,
            "%s  %s  %.1f s%s",
            result.isPassed() ? "passed" : "FAILED",
            result.test().id(),
            result.time().toMillis() / MILLIS,
            result.isPassed() ? "" : "  " + result.test().place()));
    result.problems().forEach(out::print);
  }

  private ExitCode conclude(List<TestResult> results) {
    var failed = results.stream().filter(result -> !result.isPassed()).count();
    var tests = results.size() == 1 ? " test, " : " tests, ";
    out.println(results.size() + tests + failed + " failed");
    return failed == 0 ? ExitCode.SUCCESS : ExitCode.TEST_FAILED;
  }
}
