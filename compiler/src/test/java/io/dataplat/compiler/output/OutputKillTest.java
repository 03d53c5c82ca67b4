package io.dataplat.compiler.output;

import static io.dataplat.compiler.output.OutputTestCase.contents;
import static io.dataplat.compiler.output.OutputTestCase.filesIn;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.jobplan.Sha256;
import java.io.BufferedReader;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real process that writes the output again and again is killed at random moments. */
@Tag("slow")
class OutputKillTest {

  @Test
  void aKilledProcessLeavesTheOldTreeOrTheNewOne(@TempDir Path folder) throws Exception {
    Random random = new Random(3);
    int journals = 0;
    for (int round = 0; round < 16; round++) {
      Path base = Files.createDirectory(folder.resolve("round" + round));
      killSoon(base, random.nextInt(150), round % 2 == 0);
      journals += Files.exists(base.resolve(Staging.FOLDER).resolve("journal")) ? 1 : 0;

      OutputDirectory output = new OutputDirectory(base, "generated");
      boolean first = output.compare(tree("first")).isEmpty();
      assertThat(filesIn(base)).isEqualTo(contents(tree(first ? "first" : "second")));
      assertThat(Files.exists(base.resolve(Staging.FOLDER))).isFalse();
    }
    assertThat(journals).as("rounds that were killed in the middle of the moves").isPositive();
  }

  private static void killSoon(Path base, int milliseconds, boolean whileMoving) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                String.join(
                    File.pathSeparator,
                    classes(OutputDirectory.class),
                    classes(Sha256.class),
                    classes(OutputKillTest.class)),
                Writer.class.getName(),
                base.toString())
            .redirectErrorStream(true)
            .start();
    try (BufferedReader output = process.inputReader()) {
      assertThat(output.readLine()).isEqualTo("written once");
      Thread.sleep(milliseconds);
      Path journal = base.resolve(Staging.FOLDER).resolve("journal");
      while (whileMoving && process.isAlive() && !Files.exists(journal)) {
        Thread.sleep(1);
      }
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
  }

  private static String classes(Class<?> type) throws Exception {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
  }

  static List<Artifact> tree(String version) {
    List<Artifact> artifacts = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      String pipeline = "generated/prod/retail/p" + i % 40;
      artifacts.add(new Artifact(pipeline + "/f" + i + ".yaml", version + i + "\n", "o"));
      artifacts.add(new Artifact(pipeline + "/" + version + i + ".yaml", version + "\n", "o"));
    }
    return artifacts;
  }

  /** The process that is killed. */
  static final class Writer {

    private Writer() {}

    public static void main(String[] arguments) {
      OutputDirectory output = new OutputDirectory(Path.of(arguments[0]), "generated");
      output.write(tree("first"), WriteOptions.allEnvironments());
      System.out.println("written once");
      while (true) {
        output.write(tree("second"), WriteOptions.allEnvironments());
        output.write(tree("first"), WriteOptions.allEnvironments());
      }
    }
  }
}
