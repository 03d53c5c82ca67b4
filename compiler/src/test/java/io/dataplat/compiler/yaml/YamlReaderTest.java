package io.dataplat.compiler.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.compiler.diagnostic.Diagnostic;
import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.SourceSpan;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlReaderTest {

  private final Diagnostics diagnostics = new Diagnostics();

  @Test
  void everyNodeKnowsItsPlace() {
    YamlMapping root =
        (YamlMapping)
            only(
                """
                kind: Dataset
                spec:
                  columns: {id: {type: string}, }
                  partitionBy:
                  - day(at)   # a comment
                  - "a \\"b"
                  sql: |
                    SELECT 1

                    FROM t

                last: 'x'
                """);

    assertThat(place(root)).isEqualTo("1:1-12:10");
    assertThat(place(at(root, "kind"))).isEqualTo("1:7-1:14");
    YamlMapping spec = (YamlMapping) at(root, "spec");
    assertThat(place(spec)).isEqualTo("3:3-10:11");
    assertThat(place(spec.entries().values().iterator().next().keySpan())).isEqualTo("3:3-3:10");
    assertThat(place(at(spec, "columns"))).isEqualTo("3:12-3:34");
    YamlSequence list = (YamlSequence) at(spec, "partitionBy");
    assertThat(place(list)).isEqualTo("5:3-6:12");
    assertThat(place(list.items().get(0))).isEqualTo("5:5-5:12");
    assertThat(place(list.items().get(1))).isEqualTo("6:5-6:12");
    YamlScalar sql = (YamlScalar) at(spec, "sql");
    assertThat(place(sql)).isEqualTo("7:8-10:11");
    assertThat(sql.text()).isEqualTo("SELECT 1\n\nFROM t\n");
    assertThat(sql.style()).isEqualTo(ScalarStyle.LITERAL);
    assertThat(diagnostics.sorted()).isEmpty();
  }

  @Test
  void columnsCountCharactersNotBytesAndWindowsLineEndsDoNotCount() {
    YamlMapping root = (YamlMapping) only("ü😀: {a: b}\r\nnext: c\r\n");
    assertThat(place(at(root, "ü😀"))).isEqualTo("1:5-1:11");
    assertThat(place(at(root, "next"))).isEqualTo("2:7-2:8");
    assertThat(((YamlScalar) at(root, "next")).text()).isEqualTo("c");
  }

  @ParameterizedTest
  @CsvSource({
    "NO, STRING",
    "no, STRING",
    "on, STRING",
    "y, STRING",
    "1:30, STRING",
    "0b11, STRING",
    "1_000, STRING",
    "2026-01-31, STRING",
    "<, STRING",
    "true, BOOLEAN",
    "False, BOOLEAN",
    "0o17, INTEGER",
    "0x1F, INTEGER",
    "017, INTEGER",
    "-5, INTEGER",
    "1e3, FLOAT",
    ".5, FLOAT",
    "-.inf, FLOAT",
    "1.50, FLOAT",
    "~, NULL",
    "null, NULL",
  })
  void scalarsMeanWhatTheCoreSchemaSays(String text, ScalarType type) {
    YamlScalar scalar = (YamlScalar) at(only("k: " + text + "\n"), "k");
    assertThat(scalar.type()).isEqualTo(type);
    assertThat(scalar.text()).isEqualTo(text);
  }

  @Test
  void quotedScalarsAreTexts() {
    YamlMapping root = (YamlMapping) only("a: \"1\"\nb: 'null'\nc:\n");
    assertThat(((YamlScalar) at(root, "a")).type()).isEqualTo(ScalarType.STRING);
    assertThat(((YamlScalar) at(root, "b")).type()).isEqualTo(ScalarType.STRING);
    assertThat(((YamlScalar) at(root, "c")).isNull()).isTrue();
    assertThat(place(at(root, "c"))).isEqualTo("3:3-3:3");
  }

  @Test
  void aFileHoldsSeveralDocumentsAndEmptyOnesDoNotCount() {
    assertThat(read("---\n# nothing\n---\na: 1\n...\n---\nb: 2\n---\n")).hasSize(2);
    assertThat(read("")).isEmpty();
    assertThat(read("# only a comment\n")).isEmpty();
    assertThat(diagnostics.sorted()).isEmpty();
  }

  @Test
  void eachMistakeOfAFileIsReportedAtItsPlace() {
    read(
        """
        a: &shared {x: 1}
        b: *shared
        c: !!str 12
        d: !Ref x
        <<: {y: 1}
        "<<": fine
        a: again
        7: seven
        ~: nothing
        ? [x, y]
        : complex
        e: "\\u0000"
        """);
    assertThat(findings())
        .containsExactly(
            "anchor-not-allowed 1:4-1:11 the anchor `&shared`",
            "alias-not-allowed 2:4-2:11 the alias `*shared`",
            "tag-not-allowed 3:4-3:9 the tag `!!str`",
            "tag-not-allowed 4:4-4:8 the tag `!Ref`",
            "merge-key-not-allowed 5:1-5:3 a merge key `<<`",
            "duplicate-key 7:1-7:2 the key `a` stands already in line 1",
            "bad-key 8:1-8:2 the key `7` is no text but an integer",
            "bad-key 9:1-9:2 the key `~` is no text but null",
            "bad-key 10:3-10:9 a key that is no text",
            "control-character 12:4-12:12 the text holds the control character U+0000");
  }

  @Test
  void aTabThatIndentsIsTheWholeMistake() {
    read("a:\n  b: 1\n\tc: 2\n");
    assertThat(findings()).containsExactly("tab-character 3:1-3:2 a tab");
  }

  @Test
  void anotherTabHidesNoMistake() {
    read("a:\t1\nb: [1\nc: 2\n---\n\td: 1\n");
    assertThat(findings())
        .containsExactly(
            "tab-character 1:3-1:4 a tab",
            "bad-yaml 3:2-3:3 a list in brackets is not closed, or a comma is missing (it begins in line 2)",
            "tab-character 5:1-5:2 a tab");
  }

  @Test
  void tabsAndControlCharactersAreReportedOnceALineAndReadingGoesOn() {
    read("a:\t1\t\nb: \u0007x\u0001\n\tc: 1\nd: 1\nd: 2\n# \ufeff\nlast: a\rb\n");
    assertThat(findings())
        .contains(
            "tab-character 1:3-1:4 a tab",
            "control-character 2:4-2:5 the control character U+0007",
            "tab-character 3:1-3:2 a tab",
            "control-character 6:3-6:4 the control character U+FEFF",
            "control-character 7:8-7:9 the control character U+000D");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '^',
      value = {
        "a: b: c; 1:5 a `:` where no key can stand",
        "a: 'x\\nb: 1\\n; 1:4 a quoted text is not closed",
        "a: \"x\\n; 1:4 a quoted text is not closed",
        "a: \"\\\\q\"; 1:6 an escape that YAML does not have",
        "a:\\n  b: 1\\n c: 2; 3:2 this does not belong to the block above",
        "a: 1\\nb\\nc: 2; 3:1 a key without `:`",
        "a: [1, 2\\nb: 3; 2:2 a list in brackets is not closed, or a comma is missing (it begins in line 1)",
        "a: {b: 1\\nc; 2:2 a mapping in braces is not closed, or a comma is missing (it begins in line 1)",
        "a: @x; 1:4 a text cannot begin with this character",
        "a: * 3 * * *; 1:4 a text cannot begin with `*`",
        "a: - x; 1:4 a `-` where no list can begin",
        "%YAML 2.0\\n---\\na: 1; 2:1 a `%YAML` directive",
        "%YAML 1.1\\n---\\na: 1; 1:1 a `%YAML` directive",
        "a: \"\\\\UFFFFFFFF\"; 1:7 an escape that YAML does not have",
      })
  void syntaxErrorsReadPlainly(String escaped, String expected) {
    read(escaped.replace("\\\\", "\u0001").replace("\\n", "\n").replace('\u0001', '\\'));
    Diagnostic finding = diagnostics.sorted().get(0);
    assertThat(finding.rule().id()).isEqualTo("bad-yaml");
    assertThat(
            finding.span().startLine()
                + ":"
                + finding.span().startColumn()
                + " "
                + finding.message())
        .isEqualTo(expected);
  }

  @Test
  void afterABrokenDocumentReadingGoesOnAtTheNext() {
    List<YamlNode> documents =
        read(
            """
            good: 1
            ---
            bad: [1
            ---
            worse: "open
            ---
            fine: 2
            fine: 3
            """);
    assertThat(documents).hasSize(2);
    assertThat(findings())
        .containsExactly(
            "bad-yaml 4:1-4:2 a list in brackets is not closed, or a comma is missing (it begins in line 3)",
            "bad-yaml 5:8-5:9 a quoted text is not closed",
            "duplicate-key 8:1-8:5 the key `fine` stands already in line 7");
    assertThat(place(documents.get(1))).isEqualTo("7:1-8:8");
  }

  @Test
  void aDeepDocumentIsRefusedWithoutOverflow() {
    read("[".repeat(10_000) + "]".repeat(10_000));
    read("{a: ".repeat(1_000_000 / 4));
    StringBuilder block = new StringBuilder();
    for (int i = 0; i < 2_000; i++) {
      block.append(" ".repeat(i)).append("a:\n");
    }
    read(block.toString());
    assertThat(findings()).hasSize(3).allMatch(finding -> finding.startsWith("too-deep "));

    assertThat(read("[".repeat(100) + "]".repeat(100))).hasSize(1);
  }

  @Test
  void anAliasBombIsTenFindingsAndNoBomb() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
    for (int i = 1; i < 100; i++) {
      bomb.append("a%s: &a%s [*a%s, *a%s]\n".formatted(i, i, i - 1, i - 1));
    }
    read(bomb.toString());
    assertThat(findings()).hasSize(100 + 2 * 99);
  }

  @Test
  void noTextMakesTheReaderFail() {
    List<String> pieces =
        List.of(
            "a",
            "b: ",
            "- ",
            "? ",
            ": ",
            "\n",
            "\n  ",
            " ",
            "[",
            "]",
            "{",
            "}",
            ",",
            "&x ",
            "*x",
            "!t ",
            "!!str ",
            "|",
            ">",
            "|2-",
            "'",
            "\"",
            "\\",
            "\\u",
            "\\UFFFFFFFF",
            "%YAML 1.1\n",
            "%TAG ! x\n",
            "---\n",
            "...\n",
            "#",
            "<<: ",
            "\t",
            "\r",
            "\u0000",
            "ü",
            "😀",
            "~",
            "1",
            "@",
            "`",
            "\u2028",
            "\ud800");
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(14); n > 0; n--) {
        text.append(pieces.get(random.nextInt(pieces.size())));
      }
      assertThat(read(text.toString())).isNotNull();
    }
  }

  private List<YamlNode> read(String text) {
    return YamlReader.read(new SourceFile("a.yaml", text), diagnostics);
  }

  private YamlNode only(String text) {
    List<YamlNode> documents = read(text);
    assertThat(documents).hasSize(1);
    return documents.get(0);
  }

  private static YamlNode at(YamlNode node, String key) {
    Map<String, YamlEntry> entries = ((YamlMapping) node).entries();
    assertThat(entries).containsKey(key);
    return ((YamlMapping) node).find(key).orElseThrow();
  }

  private List<String> findings() {
    return diagnostics.sorted().stream()
        .map(each -> each.rule().id() + " " + place(each.span()) + " " + each.message())
        .toList();
  }

  private static String place(YamlNode node) {
    return place(node.span());
  }

  private static String place(SourceSpan span) {
    return "%s:%s-%s:%s"
        .formatted(span.startLine(), span.startColumn(), span.endLine(), span.endColumn());
  }
}
