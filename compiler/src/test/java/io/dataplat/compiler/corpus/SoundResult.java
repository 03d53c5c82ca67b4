package io.dataplat.compiler.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dataplat.compiler.CompileResult;
import io.dataplat.compiler.diagnostic.Diagnostic;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.diagnostic.SourceSpan;
import io.dataplat.compiler.diagnostic.format.DiagnosticFormat;
import io.dataplat.compiler.output.Artifact;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;

/** What holds of any compilation, whatever the sources are. */
final class SoundResult {

  private static final ObjectMapper JSON = new ObjectMapper();

  private SoundResult() {}

  static void check(CompileResult result, SortedMap<String, String> texts) {
    for (Diagnostic finding : result.diagnostics()) {
      assertThat(Rules.all()).contains(finding.rule());
      assertThat(isInside(finding.span(), texts)).as("%s", finding).isTrue();
    }
    checkReports(result);
    if (result.failed()) {
      assertThat(result.documents()).isEmpty();
    } else {
      checkFiles(result.artifacts());
    }
  }

  /** A finding about a whole file may also be about a folder, or about a file that is missing. */
  private static boolean isInside(SourceSpan span, SortedMap<String, String> texts) {
    String text = texts.get(span.file());
    if (text == null) {
      return span.equals(SourceSpan.ofFile(span.file()));
    }
    // A finding may point right behind the last character of a line or of the file.
    List<String> lines = List.of(text.split("\r\n|\n|\r", -1));
    return isInside(lines, span.startLine(), span.startColumn())
        && isInside(lines, span.endLine(), span.endColumn());
  }

  private static boolean isInside(List<String> lines, int line, int column) {
    if (line > lines.size()) {
      return false;
    }
    String text = lines.get(line - 1);
    return column <= text.codePointCount(0, text.length()) + 1;
  }

  private static void checkReports(CompileResult result) {
    for (DiagnosticFormat format : DiagnosticFormat.values()) {
      String report = format.print(result.diagnostics(), result.sources()::line);
      assertThat(report).doesNotContainPattern("[\\p{Cntrl}&&[^\n]]");
      if (format == DiagnosticFormat.TEXT) {
        assertThat(report).doesNotContainPattern("[\u0085\u2028\u202e\u2066\ufeff]");
      }
      if (List.of("json", "sarif", "gitlab").contains(format.label())) {
        try {
          JSON.readTree(report);
        } catch (IOException e) {
          throw new AssertionError(report, e);
        }
      }
    }
  }

  private static void checkFiles(List<Artifact> artifacts) {
    var paths = new TreeSet<String>();
    for (Artifact artifact : artifacts) {
      assertThat(paths.add(artifact.path().toLowerCase(Locale.ROOT))).as(artifact.path()).isTrue();
      if (artifact.path().endsWith(".yaml")) {
        checkYaml(artifact);
      }
    }
  }

  /** Readers of YAML 1.2 and of YAML 1.1 see the same objects, each key once. */
  private static void checkYaml(Artifact artifact) {
    LoadSettings settings =
        LoadSettings.builder()
            .setSchema(new CoreSchema())
            .setAllowDuplicateKeys(false)
            .setCodePointLimit(Integer.MAX_VALUE)
            .build();
    List<Object> read = new ArrayList<>();
    new Load(settings).loadAllFromString(artifact.content()).forEach(read::add);
    // What a person gives to a cluster by hand is one file.
    assertThat(read.size()).isBetween(1, artifact.path().startsWith("argocd/") ? 2 : 1);
    assertThat(read).as(artifact.path()).allMatch(each -> each instanceof Map);
    var older = new LoaderOptions();
    older.setAllowDuplicateKeys(false);
    older.setCodePointLimit(Integer.MAX_VALUE);
    assertThat(new Yaml(older).loadAll(artifact.content()))
        .as(artifact.path())
        .containsExactlyElementsOf(read);
  }
}
