package io.dataplat.compiler.diagnostic.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dataplat.compiler.diagnostic.Diagnostic;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.diagnostic.SourceSpan;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class DiagnosticFormatTest {

  private static final String FILE = "pipelines/retail/orders.yaml";
  private static final Diagnostic ERROR =
      new Diagnostic(
          Rules.UNKNOWN_FIELD,
          new SourceSpan(FILE, 12, 3, 12, 7),
          "unknown field `mdoe`",
          Optional.of("did you mean `mode`?"),
          List.of("prod", "dev"));
  private static final Diagnostic WARNING =
      new Diagnostic(
          Rules.UNUSED_FILE,
          SourceSpan.ofFile("pipelines/retail/sql/old.sql"),
          "nothing names this file");
  private static final String HOSTILE =
      "a\nb\r::error::x %0A <b>&\"']]>\u001b[31m\u202e\u0000,: \ufffe ü😀";
  private static final Diagnostic EVIL =
      new Diagnostic(
          Rules.BAD_NAME,
          new SourceSpan("pipelines/a:b,c%\n<x>.yaml", 2, 1, 4, 9),
          HOSTILE,
          HOSTILE);

  private static final Map<String, String> LINES =
      Map.of(
          FILE + ":12", "  mdoe: batch   ", "long:1", "x".repeat(500) + "WRONG" + "y".repeat(500));

  private static Optional<String> line(String file, int line) {
    return Optional.ofNullable(LINES.get(file + ":" + line));
  }

  @Test
  void aMistakeInATemplateNamesItsUsers() {
    var place = ERROR.span().usedBy(List.of("a.yaml:5", "b.yaml:7", "c.yaml:1", "d.yaml:1"));
    var finding = new Diagnostic(ERROR.rule(), place, ERROR.message());

    assertThat(DiagnosticFormat.TEXT.print(List.of(finding), DiagnosticFormatTest::line))
        .contains("\n  used by: a.yaml:5, b.yaml:7, c.yaml:1 and 1 more\n");
    assertThat(DiagnosticFormat.JSON.print(List.of(finding), DiagnosticFormatTest::line))
        .contains("\"unknown field `mdoe` (used by a.yaml:5, b.yaml:7, c.yaml:1 and 1 more)\"");
    assertThat(DiagnosticFormat.GITHUB.print(List.of(finding), DiagnosticFormatTest::line))
        .contains("%0Aused by: a.yaml:5, b.yaml:7");
  }

  @Test
  void textShowsTheLineAndWhatToWrite() {
    assertThat(DiagnosticFormat.TEXT.print(List.of(ERROR, WARNING), DiagnosticFormatTest::line))
        .isEqualTo(
            """
            pipelines/retail/orders.yaml:12:3: error[unknown-field]: unknown field `mdoe`
              12 |   mdoe: batch
                 |   ^^^^
              hint: did you mean `mode`?
              environments: dev, prod

            pipelines/retail/sql/old.sql:1:1: warning[unused-file]: nothing names this file

            1 error, 1 warning
            """);
    assertThat(DiagnosticFormat.TEXT.print(List.of(), DiagnosticFormatTest::line))
        .isEqualTo("0 errors, 0 warnings\n");
  }

  @Test
  void textIsColouredOnlyWhenAsked() {
    String coloured = new TextFormat(DiagnosticFormatTest::line, true).print(ERROR);
    assertThat(coloured)
        .startsWith(
            "\u001b[1mpipelines/retail/orders.yaml:12:3:\u001b[0m \u001b[1;31merror[unknown-field]:\u001b[0m unknown");
    assertThat(coloured.replaceAll("\u001b\\[[0-9;]*m", ""))
        .isEqualTo(new TextFormat(DiagnosticFormatTest::line, false).print(ERROR));
  }

  @Test
  void textOfAHostileNameStaysOnItsLine() {
    assertThat(DiagnosticFormat.TEXT.print(List.of(EVIL), DiagnosticFormatTest::line))
        .isEqualTo(
            """
            pipelines/a:b,c%\\n<x>.yaml:2:1: error[bad-name]: \
            a\\nb\\u000d::error::x %0A <b>&"']]>\\u001b[31m\\u202e\\u0000,: \\ufffe ü😀
              hint: a\\nb\\u000d::error::x %0A <b>&"']]>\\u001b[31m\\u202e\\u0000,: \\ufffe ü😀

            1 error, 0 warnings
            """);
  }

  @Test
  void textCutsALongLineAroundThePlace() {
    Diagnostic finding =
        new Diagnostic(Rules.BAD_NAME, new SourceSpan("long", 1, 501, 1, 506), "wrong");
    assertThat(
            DiagnosticFormat.TEXT
                .print(List.of(finding), DiagnosticFormatTest::line)
                .lines()
                .skip(1)
                .limit(2))
        .containsExactly(
            "  1 | " + "x".repeat(60) + "WRONG" + "y".repeat(95),
            "    | " + " ".repeat(60) + "^^^^^");
  }

  @Test
  void textPutsCaretsOnTheFirstLineOfALongRangeAndBeyondTheEnd() {
    SourceLines lines = (file, line) -> Optional.of("ab\tcd");
    Diagnostic range = new Diagnostic(Rules.BAD_NAME, new SourceSpan("x", 1, 2, 3, 1), "wrong");
    Diagnostic end = new Diagnostic(Rules.BAD_NAME, new SourceSpan("x", 1, 99, 1, 100), "wrong");
    assertThat(new TextFormat(lines, false).print(range)).endsWith("  1 | ab cd\n    |  ^^^^\n");
    assertThat(new TextFormat(lines, false).print(end)).endsWith("  1 | ab cd\n    |      ^\n");
  }

  @Test
  void jsonHasExactlyTheAgreedFields() throws Exception {
    assertThat(DiagnosticFormat.JSON.print(List.of(ERROR), DiagnosticFormatTest::line))
        .isEqualTo(
            """
            [
              {
                "rule" : "unknown-field",
                "severity" : "error",
                "file" : "pipelines/retail/orders.yaml",
                "line" : 12,
                "column" : 3,
                "endLine" : 12,
                "endColumn" : 7,
                "message" : "unknown field `mdoe`",
                "hint" : "did you mean `mode`?",
                "environments" : [
                  "dev",
                  "prod"
                ]
              }
            ]
            """);
    JsonNode evil = json(DiagnosticFormat.JSON, EVIL).get(0);
    assertThat(evil.get("message").textValue()).isEqualTo(HOSTILE);
    assertThat(json(DiagnosticFormat.JSON, WARNING).get(0).get("hint").isNull()).isTrue();
  }

  @Test
  void junitFailsForErrorsOnly() throws Exception {
    Element suite = junit(List.of(ERROR, WARNING, EVIL));
    assertThat(suite.getAttribute("tests")).isEqualTo("3");
    assertThat(suite.getAttribute("failures")).isEqualTo("2");
    Element failure = (Element) suite.getElementsByTagName("failure").item(0);
    assertThat(failure.getAttribute("message")).isEqualTo("unknown field `mdoe`");
    assertThat(failure.getTextContent())
        .isEqualTo(
            """
            pipelines/retail/orders.yaml:12:3: unknown field `mdoe`
            hint: did you mean `mode`?
            environments: dev, prod""");
    Element evil = (Element) suite.getElementsByTagName("failure").item(1);
    assertThat(evil.getAttribute("message"))
        .startsWith("a\\nb\\u000d::error::x %0A <b>&\"']]>\\u001b");
    assertThat(junit(List.of()).getAttribute("tests")).isEqualTo("1");
  }

  @Test
  void sarifNamesRuleAndRegion() throws Exception {
    JsonNode run = json(DiagnosticFormat.SARIF, ERROR, WARNING, EVIL, ERROR).get("runs").get(0);
    assertThat(run.at("/tool/driver/rules").findValuesAsText("id"))
        .containsExactly("unknown-field", "unused-file", "bad-name");
    assertThat(run.at("/tool/driver/rules/0/help/text").textValue())
        .contains("docs/rules/unknown-field.md");
    assertThat(run.at("/results/0/locations/0/physicalLocation/artifactLocation/uri").textValue())
        .isEqualTo(FILE);
    assertThat(run.at("/results/0/locations/0/physicalLocation/region").toString())
        .isEqualTo("{\"startLine\":12,\"startColumn\":3,\"endLine\":12,\"endColumn\":7}");
    assertThat(run.at("/results/1/level").textValue()).isEqualTo("warning");
    assertThat(run.at("/results/1/ruleIndex").intValue()).isEqualTo(1);
    assertThat(run.at("/results/2/locations/0/physicalLocation/artifactLocation/uri").textValue())
        .isEqualTo("pipelines/a%3Ab%2Cc%25%0A%3Cx%3E.yaml");
    assertThat(run.at("/results").findValuesAsText("dataplat/v1"))
        .hasSize(4)
        .doesNotHaveDuplicates();
  }

  @Test
  void githubCommandsCannotBeForged() {
    assertThat(
            DiagnosticFormat.GITHUB.print(
                List.of(ERROR, WARNING, EVIL), DiagnosticFormatTest::line))
        .isEqualTo(
            """
            ::error file=pipelines/retail/orders.yaml,line=12,col=3,endColumn=6,title=unknown-field::\
            unknown field `mdoe`%0Ahint: did you mean `mode`?%0Aenvironments: dev, prod
            ::error file=pipelines/a%3Ab%2Cc%25\\n<x>.yaml,line=2,endLine=4,title=bad-name::\
            a\\nb\\u000d::error::x %250A <b>&"']]>\\u001b[31m\\u202e\\u0000,: \\ufffe ü😀%0A\
            hint: a\\nb\\u000d::error::x %250A <b>&"']]>\\u001b[31m\\u202e\\u0000,: \\ufffe ü😀
            ::warning file=pipelines/retail/sql/old.sql,line=1,col=1,endColumn=1,title=unused-file::\
            nothing names this file
            ::notice title=dataplat::2 errors, 1 warning
            """);
    assertThat(DiagnosticFormat.GITHUB.print(List.of(), DiagnosticFormatTest::line)).isEmpty();
  }

  @Test
  void githubShowsTenOfAKindAndSaysSo() {
    List<Diagnostic> many = new ArrayList<>();
    for (int i = 1; i <= 25; i++) {
      many.add(
          new Diagnostic(
              i % 2 == 0 ? Rules.UNUSED_FILE : Rules.BAD_NAME, SourceSpan.at("f", i, 1), "m"));
    }
    List<String> lines =
        DiagnosticFormat.GITHUB.print(many, DiagnosticFormatTest::line).lines().toList();
    assertThat(lines).hasSize(21);
    assertThat(lines.get(20))
        .isEqualTo("::notice title=dataplat::13 errors, 12 warnings; 5 not shown at their lines");
  }

  @Test
  void gitlabGetsItsFields() throws Exception {
    JsonNode report = json(DiagnosticFormat.GITLAB, ERROR, EVIL, WARNING, WARNING);
    assertThat(report.get(0).get("check_name").textValue()).isEqualTo("unknown-field");
    assertThat(report.get(0).get("severity").textValue()).isEqualTo("major");
    assertThat(report.get(1).at("/location").toString())
        .isEqualTo("{\"path\":\"pipelines/a:b,c%\\n<x>.yaml\",\"lines\":{\"begin\":2,\"end\":4}}");
    assertThat(report.findValuesAsText("fingerprint")).hasSize(4).doesNotHaveDuplicates();
  }

  @Test
  void aFormatIsFoundByItsName() {
    assertThat(DiagnosticFormat.named("sarif")).contains(DiagnosticFormat.SARIF);
    assertThat(DiagnosticFormat.named("SARIF")).isEmpty();
    assertThat(DiagnosticFormat.named("html")).isEmpty();
  }

  private static JsonNode json(DiagnosticFormat format, Diagnostic... findings) throws Exception {
    return new ObjectMapper().readTree(format.print(List.of(findings), DiagnosticFormatTest::line));
  }

  private static Element junit(List<Diagnostic> findings) throws Exception {
    String xml = DiagnosticFormat.JUNIT.print(findings, DiagnosticFormatTest::line);
    Element root =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)))
            .getDocumentElement();
    return (Element) root.getElementsByTagName("testsuite").item(0);
  }
}
