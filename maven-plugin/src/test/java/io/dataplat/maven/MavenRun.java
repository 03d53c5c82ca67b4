package io.dataplat.maven;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A real Maven, in a process of its own as a user starts it.
 *
 * @param output what it printed, both streams
 */
record MavenRun(int exitCode, String output) {

  private static final String VERSION = System.getProperty("dataplat.version", "");
  private static final String BRIEF = System.getProperty("brief.jvm", "");
  private static final Path BUILD = Path.of(System.getProperty("dataplat.build", ".."));
  private static final Path REPOSITORY =
      LocalRepository.of(
          BUILD,
          Path.of(System.getProperty("dataplat.localRepository", "")),
          BUILD.resolve("maven-plugin/target/it-repo").toAbsolutePath(),
          VERSION);

  /** Runs a goal of the plugin by its full name, in a folder. */
  static MavenRun goal(Path folder, String goal, String... arguments) {
    List<String> all = new ArrayList<>(List.of(plugin() + ":" + goal));
    all.addAll(List.of(arguments));
    return in(folder, all);
  }

  /** The plugin's coordinates in this build. */
  static String plugin() {
    return "io.dataplat:dataplat-maven-plugin:" + VERSION;
  }

  /** Runs Maven in a folder. */
  static MavenRun in(Path folder, List<String> arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("maven.home", ""), "bin", "mvn").toString(),
                "-B",
                "-ntp",
                "-Dstyle.color=never",
                "-Dmaven.repo.local=" + REPOSITORY));
    command.addAll(arguments);
    try {
      Path log = Files.createTempFile("dataplat-maven", ".log");
      var process = new ProcessBuilder(command).directory(folder.toFile());
      // What the outer Maven's own start script has set would steer this one.
      process.environment().keySet().removeIf(name -> name.startsWith("MAVEN_"));
      // For Maven and for the jobs that it starts, as what init writes to .mvn/jvm.config.
      process.environment().put("JDK_JAVA_OPTIONS", BRIEF);
      int code = process.redirectErrorStream(true).redirectOutput(log.toFile()).start().waitFor();
      String output = new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
      Files.delete(log);
      return new MavenRun(code, output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  boolean succeeded() {
    return exitCode == 0;
  }
}
