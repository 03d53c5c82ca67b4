package io.dataplat.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.compiler.diagnostic.Rule;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.output.Artifact;
import io.dataplat.compiler.output.OutputDirectory;
import io.dataplat.compiler.output.WriteOptions;
import io.dataplat.compiler.output.WriteReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A pipeline of this repository that goes takes its folders along; nothing else changes but the
 * upkeep of its domain, and the secrets that the domain needed for it alone.
 */
class RemovedPipelineTest {

  private static final WriteOptions ALL = WriteOptions.allEnvironments();

  private static final List<Rule> ITS_ALONE =
      List.of(Rules.NEVER_WRITTEN, Rules.UNUSED_FILE, Rules.UNKNOWN_PIPELINE);

  @Test
  @Tag("slow")
  void aPipelineTakesExactlyItsFoldersAlong(@TempDir Path folder) {
    OutputDirectory output = new OutputDirectory(folder, "generated");
    List<Artifact> everything = OwnOutput.ofRepository().artifacts();
    assertThat(output.write(everything, ALL).findings()).isEmpty();

    List<String> removed = new ArrayList<>();
    for (String source : pipelines()) {
      CompileResult result = without(source);
      // Where others read what it writes, or an environment changes it, it cannot go alone.
      if (result.diagnostics().isEmpty()) {
        removed.add(source);
        WriteReport report = output.write(result.artifacts(), ALL);
        boolean hadSecrets = report.deleted().stream().anyMatch(file -> isSecret(source, file));
        assertThat(report.written())
            .as(source)
            .allMatch(file -> isUpkeep(source, file) || (hadSecrets && isOwnership(source, file)));
        Set<String> deleted = new TreeSet<>(report.deleted());
        deleted.removeIf(file -> isSecret(source, file) || isUpkeep(source, file));
        assertThat(deleted).as(source).isEqualTo(owned(source, everything));
        assertThat(output.write(everything, ALL).findings()).isEmpty();
      }
    }
    assertThat(removed).hasSizeGreaterThan(10);
  }

  /**
   * Compiles without a pipeline, and without the datasets, queries and tests that were its alone.
   */
  private static CompileResult without(String source) {
    Map<String, String> sources = new TreeMap<>(OwnOutput.sources());
    sources.remove(source);
    CompileResult result = OwnOutput.compile(sources);
    Set<String> left = left(result);
    while (!left.isEmpty()) {
      sources.keySet().removeAll(left);
      result = OwnOutput.compile(sources);
      left = left(result);
    }
    return result;
  }

  private static Set<String> left(CompileResult result) {
    return result.diagnostics().stream()
        .filter(finding -> ITS_ALONE.contains(finding.rule()))
        .map(finding -> finding.span().file())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<String> pipelines() {
    return OwnOutput.sources().entrySet().stream()
        .filter(source -> source.getValue().contains("\nkind: Pipeline\n"))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The upkeep of a domain names its tables, and those of its tasks. */
  private static boolean isUpkeep(String source, String file) {
    return file.contains("/" + source.split("/", -1)[1] + "/maintenance/");
  }

  private static boolean isSecret(String source, String file) {
    return file.contains("/" + source.split("/", -1)[1] + "/externalsecret-");
  }

  private static boolean isOwnership(String source, String file) {
    return file.endsWith("/" + source.split("/", -1)[1] + "/.dataplat");
  }

  /** All files of the folders of a pipeline in all environments, with their ownership files. */
  private static Set<String> owned(String source, List<Artifact> everything) {
    String[] path = source.replace(".yaml", "").split("/", -1);
    String folder = "/" + path[1] + "/" + path[2] + "/";
    Set<String> owned = new TreeSet<>();
    everything.stream()
        .map(Artifact::path)
        .filter(file -> file.contains(folder))
        .flatMap(
            file -> Stream.of(file, file.substring(0, file.lastIndexOf('/') + 1) + ".dataplat"))
        .forEach(owned::add);
    assertThat(owned).as(source).isNotEmpty();
    return owned;
  }
}
