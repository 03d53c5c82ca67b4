package io.dataplat.compiler.structure;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.compiler.diagnostic.Diagnostic;
import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.SourceSpan;
import io.dataplat.compiler.yaml.SourceFile;
import io.dataplat.compiler.yaml.YamlNode;
import io.dataplat.compiler.yaml.YamlReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** The findings of documents as text, one a line. */
final class Findings {

  private Findings() {}

  static String partial(String text) {
    return of(text, Strength.PARTIAL);
  }

  static String complete(String text) {
    return of(text, Strength.COMPLETE);
  }

  static String of(String text, Strength strength) {
    Diagnostics diagnostics = new Diagnostics();
    StructureCheck check = new StructureCheck();
    read(text).forEach(document -> check.check(document, strength, diagnostics));
    return diagnostics.sorted().stream().map(Findings::line).collect(Collectors.joining());
  }

  static List<YamlNode> read(String text) {
    Diagnostics diagnostics = new Diagnostics();
    List<YamlNode> documents = YamlReader.read(new SourceFile("a.yaml", text), diagnostics);
    assertThat(diagnostics.sorted()).isEmpty();
    return documents;
  }

  static String resource(String name) {
    try (InputStream stream = Findings.class.getResourceAsStream("/structure/" + name)) {
      assertThat(stream).as(name).isNotNull();
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String line(Diagnostic finding) {
    SourceSpan span = finding.span();
    String end = "-" + span.endLine() + ":" + span.endColumn();
    String hint = finding.hint().map(text -> " | " + text).orElse("");
    return span + end + " " + finding.rule().id() + " " + finding.message() + hint + "\n";
  }
}
