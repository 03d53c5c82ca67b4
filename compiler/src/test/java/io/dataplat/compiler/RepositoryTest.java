package io.dataplat.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.compiler.cases.SnippetCase;
import io.dataplat.compiler.diagnostic.Rule;
import io.dataplat.compiler.diagnostic.Rules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What holds for the repository as a whole: nothing without its proof, its page and its place. */
class RepositoryTest {

  private static final Path ROOT = Path.of("..");
  private static final Path PAGES = ROOT.resolve("docs/rules");

  /** Rules that no compilation of sources can meet, and the tests that prove them. */
  private static final Map<String, String> PROVEN_ELSEWHERE = new TreeMap<>();

  static {
    String compiler = "compiler/src/test/java/io/dataplat/compiler/";
    PROVEN_ELSEWHERE.put("outside-root", compiler + "yaml/SourceFilesTest.java");
    PROVEN_ELSEWHERE.put("case-collision", compiler + "yaml/SourceFilesTest.java");
    PROVEN_ELSEWHERE.put("unreadable-file", compiler + "yaml/SourceFilesTest.java");
    PROVEN_ELSEWHERE.put("file-too-large", compiler + "yaml/SourceFilesTest.java");
    PROVEN_ELSEWHERE.put("plan-too-large", compiler + "cases/PlanTooLargeTest.java");
    PROVEN_ELSEWHERE.put("duplicate-output-path", compiler + "output/OutputDirectoryTest.java");
    PROVEN_ELSEWHERE.put("edited-file", compiler + "output/OutputDirectoryTest.java");
    PROVEN_ELSEWHERE.put("foreign-file", compiler + "output/OutputDirectoryTest.java");
    PROVEN_ELSEWHERE.put("output-blocked", compiler + "output/OutputDirectoryTest.java");
    PROVEN_ELSEWHERE.put(
        "output-out-of-date", "maven-plugin/src/test/java/io/dataplat/maven/GoalsIT.java");
    PROVEN_ELSEWHERE.put("output-not-written", compiler + "output/OutputFaultTest.java");
  }

  @Test
  void eachRuleHasACaseThatFindsIt() throws IOException {
    List<SnippetCase> cases = SnippetCase.all();
    for (Rule rule : Rules.all()) {
      if (!PROVEN_ELSEWHERE.containsKey(rule.id())) {
        assertThat(cases).filteredOn(each -> each.shortName().equals(rule.id())).hasSize(1);
      }
    }
    for (SnippetCase each : cases) {
      String findings = Files.readString(each.expectation());
      if (Rules.all().stream().anyMatch(rule -> rule.id().equals(each.shortName()))) {
        assertThat(findings).contains("[" + each.shortName() + "]: ");
      }
      assertThat(findings).as(each.name()).doesNotStartWith("0 errors, 0 warnings");
    }
  }

  @Test
  void whatNoCaseCanShowAnotherTestProves() throws IOException {
    for (var entry : PROVEN_ELSEWHERE.entrySet()) {
      String test = Files.readString(ROOT.resolve(entry.getValue()));
      String constant = entry.getKey().toUpperCase(Locale.ROOT).replace('-', '_');
      assertThat(test).containsAnyOf("Rules." + constant, entry.getKey());
    }
  }

  @Test
  void eachRuleHasAShortPageAndEachPageARule() throws IOException {
    assertThat(names(PAGES).filter(name -> !name.equals("README.md")))
        .containsExactlyInAnyOrderElementsOf(
            Rules.all().stream().map(rule -> rule.id() + ".md").toList());
    for (Rule rule : Rules.all()) {
      String page = Files.readString(PAGES.resolve(rule.id() + ".md"));
      assertThat(page).startsWith("# " + rule.id() + "\n").contains("\nWrong", "\nRight");
      assertThat(onOneLine(page)).contains(rule.summary());
      assertThat(page.lines().count()).as(rule.id()).isBetween(10L, 40L);
    }
  }

  @Test
  void theIndexListsAllRulesWithTheirSummaries() throws IOException {
    String entries =
        Files.readString(PAGES.resolve("README.md"))
            .lines()
            .filter(line -> line.startsWith("- "))
            .collect(Collectors.joining("\n"));

    assertThat(entries)
        .isEqualTo(
            Rules.all().stream()
                .map(rule -> "- [%1$s](%1$s.md): %2$s".formatted(rule.id(), rule.summary()))
                .collect(Collectors.joining("\n")));
  }

  @Test
  void eachPackageIsNullMarked() throws IOException {
    for (String module : List.of("job-plan", "sql", "compiler", "jobs", "maven-plugin")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
        for (Path folder : folders(files)) {
          assertThat(Files.readString(folder.resolve("package-info.java"))).contains("@NullMarked");
        }
      }
    }
  }

  private static List<Path> folders(Stream<Path> files) {
    return files
        .filter(file -> file.toString().endsWith(".java"))
        .map(Path::getParent)
        .distinct()
        .toList();
  }

  private static Stream<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList().stream();
    }
  }

  private static String onOneLine(String text) {
    return text.replaceAll("\\s+", " ");
  }
}
