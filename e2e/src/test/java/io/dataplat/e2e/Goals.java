package io.dataplat.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The goals of the plugin of this build, as somebody calls them who has changed the repository.
 *
 * <p>{@code e2e/run} names the local Maven repository that holds the plugin.
 */
record Goals(Path checkout) {

  private static final String PLUGIN =
      "io.dataplat:dataplat-maven-plugin:" + System.getProperty("dataplat.version");

  /** Runs a goal; what it says is the message of its failure. */
  void run(String goal) throws IOException, InterruptedException {
    Path log = checkout.resolveSibling(goal + ".log");
    List<String> command =
        List.of(
            "mvn",
            "-B",
            "-ntp",
            "-o",
            "-Dmaven.repo.local=" + System.getenv("DATAPLAT_E2E_REPOSITORY"),
            PLUGIN + ":" + goal);
    var builder = new ProcessBuilder(command).directory(checkout.toFile());
    // What the outer Maven's own start script has set would steer this one.
    builder.environment().keySet().removeIf(name -> name.startsWith("MAVEN_"));
    var process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    if (process.waitFor() != 0) {
      throw new IOException(goal + ":\n" + Files.readString(log));
    }
  }
}
