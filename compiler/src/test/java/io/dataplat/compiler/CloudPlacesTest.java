package io.dataplat.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.compiler.backend.Printed;
import io.dataplat.compiler.init.StarterRepository;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The same pipeline with its files in another cloud: only what its Pods need there is another. */
class CloudPlacesTest {

  private static final String USED = "s3: {bucket: example-landing, region: eu-central-1}";
  private static final String LABEL = "azure.workload.identity/use: \"true\"";

  private static CompileResult compile(String place) {
    var files = new TreeMap<>(StarterRepository.files("0.1.0"));
    files.replaceAll((path, text) -> text.replace(USED, place));
    assertThat(files.toString()).contains(place);
    return OwnOutput.compile(files);
  }

  private static List<String> written(String place) {
    var result = compile(place);
    assertThat(result.diagnostics()).isEmpty();
    return result.documents().stream()
        .filter(document -> document.path().startsWith("generated/prod/"))
        .map(Printed::text)
        .toList();
  }

  @Test
  void onGkeThePodsReachWhoTellsThemWhoTheyAre() {
    var written = written("gcs: {bucket: acme_landing, project: acme, path: in}");

    assertThat(written)
        .anyMatch(text -> text.contains("\"place\": \"gcs\"") && text.contains("acme_landing"));
    assertThat(written)
        .filteredOn(text -> text.contains("kind: NetworkPolicy"))
        .anyMatch(text -> text.contains("169.254.169.252/32") && text.contains("port: 988"))
        .anyMatch(text -> text.contains("169.254.169.254/32"));
    assertThat(written).noneMatch(text -> text.contains(LABEL));
  }

  @Test
  void onAksThePodsBearTheLabelThatGivesThemAnIdentity() {
    var place = "azure: {account: acme, container: landing, clientId: an-id}";

    var written = written(place);

    assertThat(written)
        .anyMatch(text -> text.contains("\"place\": \"azure\"") && text.contains("an-id"));
    assertThat(written)
        .filteredOn(text -> text.contains("\nkind: SparkApplication\n"))
        .isNotEmpty()
        .allMatch(text -> text.split(LABEL, -1).length == 3, "driver and executor");
    assertThat(written).noneMatch(text -> text.contains("169.254"));
  }

  @Test
  void aNameThatLeadsElsewhereIsRefused() {
    assertThat(compile("azure: {account: \"acme.example.org/\", container: landing}").diagnostics())
        .extracting(finding -> finding.rule().id())
        .containsExactly("bad-name");
    assertThat(compile("azure: {account: acme, container: \"a@evil\"}").diagnostics())
        .extracting(finding -> finding.rule().id())
        .containsExactly("bad-name");
    assertThat(compile("gcs: {bucket: \"a/../b\"}").diagnostics())
        .extracting(finding -> finding.rule().id())
        .containsExactly("bad-name");
  }
}
