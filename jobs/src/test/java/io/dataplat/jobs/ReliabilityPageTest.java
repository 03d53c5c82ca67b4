package io.dataplat.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every fault on the page of reliability has a test. */
class ReliabilityPageTest {

  private static final Path PAGE = Path.of("..", "docs", "reliability.md");
  private static final Pattern TEST = Pattern.compile("`([A-Z][A-Za-z0-9]+Test)\\.([a-z]\\w+)`");

  @Test
  void eachTestThatThePageNamesIsThere() throws IOException {
    var rows = Files.readAllLines(PAGE).stream().filter(ReliabilityPageTest::isFault).toList();
    assertThat(rows).isNotEmpty().allMatch(row -> TEST.matcher(row).find());
    for (var row : rows) {
      for (var named : TEST.matcher(row).results().toList()) {
        assertThat(isTest(named.group(1), named.group(2))).as(named.group()).isTrue();
      }
    }
  }

  private static boolean isFault(String line) {
    return line.startsWith("| ") && !line.startsWith("| fault |");
  }

  private static boolean isTest(String type, String method) {
    try {
      return Arrays.stream(Class.forName("io.dataplat.jobs." + type).getDeclaredMethods())
          .filter(each -> each.getName().equals(method))
          .anyMatch(
              each ->
                  Arrays.stream(each.getAnnotations())
                      .anyMatch(mark -> mark.annotationType().getSimpleName().endsWith("Test")));
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
