package io.dataplat.jobs.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Where the records of a CSV file end if quoted values may go over several lines. */
class CsvCutTest {

  private static List<String> records(InputStream bytes, Map<String, String> options)
      throws IOException {
    var cut = CsvCut.of(CsvFormat.of(options));
    var records = new ArrayList<String>();
    try (var lines = new LineReader(bytes, 0)) {
      while (cut.next(lines)) {
        var length = lines.to() - lines.from();
        var text = new String(lines.bytes(), lines.from(), length, StandardCharsets.UTF_8);
        records.add(lines.lineStart() + ":" + text);
      }
    }
    return records;
  }

  private static List<String> records(String text, Map<String, String> options) throws IOException {
    return records(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), options);
  }

  @Test
  void aQuotedValueGoesOverSeveralLines() throws IOException {
    var multiline = Map.of("multiline", "true");
    assertThat(records("1,\"a\r\nb\"\r\n2,x\n\n3,\"\n\n\"\"\n\"\n4,y", multiline))
        .containsExactly("0:1,\"a\r\nb\"", "10:2,x", "14:", "15:3,\"\n\n\"\"\n\"", "25:4,y");
    assertThat(records("1,\"a\nb\"\n", Map.of())).containsExactly("0:1,\"a", "5:b\"");
  }

  @Test
  void onlyAQuoteAtTheBeginningOfAFieldOpensIt() throws IOException {
    var multiline = Map.of("multiline", "true");
    assertThat(records("1,5\" pipe\n2,\"a\"b\n3,x\n", multiline))
        .containsExactly("0:1,5\" pipe", "10:2,\"a\"b", "17:3,x");
    assertThat(records("1, \"a\nb\"\n", multiline)).containsExactly("0:1, \"a", "6:b\"");
    assertThat(records("1, \"a\nb\"\n", Map.of("multiline", "true", "trim", "true")))
        .containsExactly("0:1, \"a\nb\"");
    assertThat(
            records(
                "1;'a\\'\nb'\n2;c\n",
                Map.of("multiline", "true", "delimiter", ";", "quote", "'", "escape", "\\")))
        .containsExactly("0:1;'a\\'\nb'", "10:2;c");
  }

  @Test
  void aQuoteThatNobodyClosesTakesTheRestOfTheFile() throws IOException {
    assertThat(records("1,\"a\n2,b\n3,c\n", Map.of("multiline", "true")))
        .containsExactly("0:1,\"a\n2,b\n3,c\n");
  }

  @Test
  void recordsAreWholeHoweverTheStreamDeliversThem() throws IOException {
    var random = new Random(3);
    var text = new StringBuilder();
    var expected = new ArrayList<String>();
    for (int i = 0; i < 5000; i++) {
      var record = i + ",\"" + "x\n\"\"\r\n".repeat(random.nextInt(40)) + "\"";
      expected.add(text.length() + ":" + record);
      text.append(record).append('\n');
    }
    var bytes = new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.UTF_8));
    var slow =
        new InputStream() {
          @Override
          public int read() {
            return bytes.read();
          }

          @Override
          public int read(byte[] buffer, int from, int length) {
            return bytes.read(buffer, from, Math.min(length, 1 + random.nextInt(700)));
          }
        };
    assertThat(records(slow, Map.of("multiline", "true"))).isEqualTo(expected);
  }
}
