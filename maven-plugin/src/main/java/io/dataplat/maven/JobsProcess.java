package io.dataplat.maven;

import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.PlanJson;
import io.dataplat.jobplan.TaskTests;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;

/** Runs jobs in a JVM of its own, with the flags that Spark needs. */
final class JobsProcess {

  /** The job's exit code for a source that is missing or unlike its contract. */
  static final int INPUT_REFUSED = 4;

  /** The job's exit code for an input that is not complete for the interval yet. */
  static final int NOT_READY = 6;

  /** The job's exit code for tests of which some failed. */
  private static final int TEST_FAILED = 12;

  private static final String LOCAL_JOB = "io.dataplat.jobs.LocalJob";
  private static final String REPLAY_JOB = "io.dataplat.jobs.ReplayJob";
  private static final String TEST_JOB = "io.dataplat.jobs.TestJob";

  private final List<Path> classpath;
  private final Path root;
  private final Path state;

  JobsProcess(List<Path> classpath, Path root) {
    this.classpath = List.copyOf(classpath);
    this.root = root;
    this.state = root.resolve("target").resolve("dataplat");
  }

  /**
   * Runs all tasks in one process: Spark's start takes longer than a small task. Progress and
   * tables go to this process's output.
   */
  void run(List<JobPlan> plans, List<String> more, int rows)
      throws MojoFailureException, MojoExecutionException {
    int status = local(LOCAL_JOB, plans, more);
    if (status != 0) {
      throw new MojoFailureException(failure(status, rows));
    }
  }

  /** Replays what tasks have in quarantine, all in one process. */
  void replay(List<JobPlan> plans, List<String> more)
      throws MojoFailureException, MojoExecutionException {
    int status = local(REPLAY_JOB, plans, more);
    if (status != 0) {
      throw new MojoFailureException(
          "not all was replayed, exit code " + status + "; the reason is above");
    }
  }

  private int local(String job, List<JobPlan> plans, List<String> more)
      throws MojoExecutionException {
    List<String> arguments = planFiles(plans);
    arguments.addAll(more);
    arguments.addAll(List.of("--local", state.toString(), "--root", root.toString()));
    return status(command(job, arguments));
  }

  /** Runs all tests in one process, and reports them to a folder as JUnit does. */
  void test(List<JobPlan> plans, TaskTests tests, int width)
      throws MojoFailureException, MojoExecutionException {
    Path folder = state.resolve("tests");
    List<String> arguments = planFiles(plans);
    arguments.addAll(
        List.of("--tests", write(folder.resolve("tests.json"), PlanJson.indented(tests))));
    arguments.addAll(List.of("--local", folder.toString(), "--report", folder.toString()));
    arguments.addAll(List.of("--width", String.valueOf(width)));
    int status = status(command(TEST_JOB, arguments));
    if (status != 0) {
      throw new MojoFailureException(
          status == TEST_FAILED
              ? "tests failed; what differs is above, and in " + folder
              : failure(status, 1));
    }
  }

  private List<String> planFiles(List<JobPlan> plans) {
    List<String> arguments = new ArrayList<>();
    for (JobPlan plan : plans) {
      Path file = state.resolve("plans").resolve(plan.identity().taskId() + ".json");
      arguments.addAll(List.of("--plan", write(file, PlanJson.indented(plan))));
    }
    return arguments;
  }

  private static String write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      return Files.writeString(file, text).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String failure(int status, int rows) {
    String text = "the run ended with exit code " + status + "; the reason is above";
    if (status == INPUT_REFUSED && rows == 0) {
      return text
          + ". If an input has no data yet, -Ddataplat.rows=1000 makes rows from its contract";
    }
    return status == NOT_READY
        ? text
            + ". Tables know through when they are complete: run the range from there on, such as"
            + " -Ddataplat.interval=2026-01-01/2026-01-15"
        : text;
  }

  private List<String> command(String main, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:+UseParallelGC");
    command.addAll(sparkFlags());
    command.add("-cp");
    command.add(
        classpath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
    command.add(main);
    command.addAll(arguments);
    return command;
  }

  /** What the root's pom also starts the tests of the jobs with. */
  static List<String> sparkFlags() {
    return List.of(resource("spark.jvm").split(" +"));
  }

  /** The text of a resource that the build has filled in. */
  static String resource(String name) {
    try (InputStream text = JobsProcess.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(text).readAllBytes(), StandardCharsets.UTF_8)
          .strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int status(List<String> command) throws MojoExecutionException {
    try {
      Process process = new ProcessBuilder(command).directory(root.toFile()).inheritIO().start();
      // Who stops Maven waits for a stream to finish what it is doing.
      Thread stop = new Thread(() -> end(process), "dataplat-stop");
      Runtime.getRuntime().addShutdownHook(stop);
      int status = process.waitFor();
      Runtime.getRuntime().removeShutdownHook(stop);
      return status;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MojoExecutionException("interrupted", e);
    }
  }

  private static void end(Process process) {
    process.destroy();
    process.onExit().join();
  }
}
