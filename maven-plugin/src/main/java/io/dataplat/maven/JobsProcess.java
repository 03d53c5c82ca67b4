package io.dataplat.maven;

import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.PlanJson;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;

/** Runs the jobs' programs in a JVM of their own, with the flags that Spark needs. */
final class JobsProcess {

  private static final List<String> OPENED =
      List.of(
          "java.lang",
          "java.lang.invoke",
          "java.lang.reflect",
          "java.io",
          "java.net",
          "java.nio",
          "java.util",
          "java.util.concurrent",
          "java.util.concurrent.atomic",
          "sun.nio.ch",
          "sun.nio.cs",
          "sun.security.action",
          "sun.util.calendar");

  private final List<Path> classpath;
  private final Path root;
  private final Path state;

  JobsProcess(List<Path> classpath, Path root) {
    this.classpath = List.copyOf(classpath);
    this.root = root;
    this.state = root.resolve("target").resolve("dataplat");
  }

  /**
   * Runs tasks one after the other, in one process: Spark's start takes longer than a small task.
   * Progress and tables go to this process's output.
   */
  void run(List<JobPlan> plans, RunSpan span, int rows, int show)
      throws MojoFailureException, MojoExecutionException {
    List<String> arguments = new ArrayList<>();
    plans.forEach(plan -> arguments.addAll(List.of("--plan", planFile(plan).toString())));
    arguments.addAll(span.arguments());
    arguments.addAll(List.of("--local", state.toString(), "--root", root.toString()));
    arguments.addAll(List.of("--trigger", "local", "--show", String.valueOf(show)));
    arguments.addAll(List.of("--sample", String.valueOf(rows)));
    java("io.dataplat.jobs.BatchJob", arguments);
  }

  private Path planFile(JobPlan plan) {
    Path file = state.resolve("plans").resolve(plan.identity().taskId() + ".json");
    try {
      Files.createDirectories(file.getParent());
      return Files.writeString(file, PlanJson.indented(plan));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void java(String program, List<String> arguments)
      throws MojoFailureException, MojoExecutionException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:+UseParallelGC");
    OPENED.forEach(name -> command.add("--add-opens=java.base/" + name + "=ALL-UNNAMED"));
    command.add("-cp");
    command.add(
        classpath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
    command.add(program);
    command.addAll(arguments);
    int status = status(command);
    if (status != 0) {
      throw new MojoFailureException(
          program.substring(program.lastIndexOf('.') + 1) + " ended with exit code " + status);
    }
  }

  private int status(List<String> command) throws MojoExecutionException {
    try {
      return new ProcessBuilder(command).directory(root.toFile()).inheritIO().start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MojoExecutionException("interrupted", e);
    }
  }
}
