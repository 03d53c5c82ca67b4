package io.dataplat.compiler.backend.airflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class PythonLiteralTest {

  private static final String READER =
      """
      import ast, sys
      for line in sys.stdin:
          literal, hexadecimal = line.rstrip("\\n").split("\\t")
          value = ast.literal_eval(literal)
          assert value.encode("utf-16-be", "surrogatepass").hex() == hexadecimal, literal
      print("ok")
      """;

  @Test
  void pythonReadsEveryTextBackAsItWas() throws Exception {
    var random = new Random(20260101);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      String text = hostile(random);
      byte[] bytes = new byte[text.length() * 2];
      for (int c = 0; c < text.length(); c++) {
        bytes[2 * c] = (byte) (text.charAt(c) >> 8);
        bytes[2 * c + 1] = (byte) text.charAt(c);
      }
      lines.add(PythonLiteral.of(text) + "\t" + HexFormat.of().formatHex(bytes));
    }

    assertThat(python(String.join("\n", lines) + "\n")).isEqualTo("ok\n");
  }

  private static String hostile(Random random) {
    String special = "\"'\\\n\r\t{}%#$\0\u202e\u2028\ufeff\u00e9\ud83d\ude00\ud800x;(){{";
    var text = new StringBuilder();
    for (int i = random.nextInt(12); i > 0; i--) {
      text.append(
          random.nextInt(4) == 0
              ? (char) random.nextInt(0x10000)
              : special.charAt(random.nextInt(special.length())));
    }
    return text.toString();
  }

  private static String python(String input) throws InterruptedException {
    try {
      var process = new ProcessBuilder("python3", "-c", READER).redirectErrorStream(true).start();
      try (var out = process.getOutputStream()) {
        out.write(input.getBytes(StandardCharsets.UTF_8));
      }
      String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor(1, TimeUnit.MINUTES);
      return answer;
    } catch (IOException e) {
      return Assumptions.abort("python3 is not on PATH: " + e.getMessage());
    }
  }
}
