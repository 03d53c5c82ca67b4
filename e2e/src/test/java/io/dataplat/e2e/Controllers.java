package io.dataplat.e2e;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The programs that run a cluster, which whoever has made it can kill and start. */
record Controllers(String killing, String starting) {

  private static final String KILL = "DATAPLAT_E2E_KILL";
  private static final String START = "DATAPLAT_E2E_START";
  private static final Path LOG = Path.of("target", "controllers.log").toAbsolutePath();

  /** Takes the commands of the environment; without them a test is skipped. */
  static Controllers given() {
    String killing = System.getenv(KILL);
    String starting = System.getenv(START);
    assumeTrue(
        killing != null && starting != null,
        "no controller can be killed: " + KILL + " and " + START + " name no commands");
    return new Controllers(killing, starting);
  }

  /** Ends one without a chance to say goodbye. */
  void kill(String name) throws IOException, InterruptedException {
    run(killing + " " + name);
  }

  /** Starts what is dead, also what has ended by itself, as its Deployment does elsewhere. */
  void start() throws IOException, InterruptedException {
    run(starting);
  }

  private static void run(String command) throws IOException, InterruptedException {
    var process =
        new ProcessBuilder("bash", "-c", command)
            .directory(Path.of("..").toFile())
            .redirectErrorStream(true)
            .redirectOutput(LOG.toFile())
            .start();
    if (process.waitFor() != 0) {
      throw new IOException(command + ":\n" + Files.readString(LOG));
    }
  }
}
