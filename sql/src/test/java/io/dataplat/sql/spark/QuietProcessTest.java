package io.dataplat.sql.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A plain JVM, as Maven's is: no --add-opens, and nothing but our own text on its streams. */
class QuietProcessTest {
  @Test
  void aPlainJvmAnalysesWithoutAWordOfItsOwn() throws Exception {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var process =
        new ProcessBuilder(
                java, "-cp", System.getProperty("java.class.path"), Analysis.class.getName())
            .redirectErrorStream(true)
            .start();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output)
        .isEqualTo("1:8-12 unknown-column unknown column `emal` | did you mean `email`?\n");
  }

  /** The program of that JVM. */
  static final class Analysis {
    private Analysis() {}

    public static void main(String[] arguments) {
      Case.query("SELECT trim(' ', email) AS t, sum(amount) AS s FROM orders GROUP BY 1");
      System.out.print(Case.problems("SELECT emal FROM orders") + "\n");
    }
  }
}
