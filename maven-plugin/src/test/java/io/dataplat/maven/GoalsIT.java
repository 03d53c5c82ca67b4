package io.dataplat.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way of a newcomer through the goals, in a folder without a pom. */
@Tag("slow")
class GoalsIT {

  private static final String LOAD = "generated/prod/airflow/dags/shop/orders_daily/load.yaml";

  private final Path folder;

  GoalsIT(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void theWayFromAnEmptyFolderToCommittedOutput() throws IOException {
    Path shop = folder.resolve("my platform of größe");
    MavenRun init = MavenRun.goal(folder, "init", "-Ddataplat.directory=" + shop);
    assertThat(init.output()).contains("a repository is in " + shop);
    assertThat(shop.resolve("pipelines/shop/orders_daily.yaml")).exists();

    MavenRun validate = goal("validate", shop);
    assertThat(validate.output())
        .containsPattern(
            "\\[INFO] valid for local, prod: [1-9][0-9]+ files to generate, 0 errors, 0 warnings");
    assertThat(shop.resolve("generated")).doesNotExist();

    MavenRun early = goal("verify", shop);
    assertThat(early.succeeded()).isFalse();
    assertThat(early.output()).contains("`" + LOAD + "` is missing");

    MavenRun generate = goal("generate", shop);
    assertThat(generate.output())
        .containsPattern(
            "generated: [1-9][0-9]+ files written, 0 deleted, 0 unchanged; 0 errors, 0 warnings");
    assertThat(goal("verify", shop).output())
        .contains("[INFO] generated is what the sources compile to");

    Map<Path, FileTime> before = times(shop.resolve("generated"));
    assertThat(goal("generate", shop).output()).contains("generated: 0 files written, 0 deleted");
    assertThat(times(shop.resolve("generated"))).isEqualTo(before);
  }

  @Test
  void anEditedFileIsNamedAndNeverOverwritten() throws IOException {
    Path shop = generatedShop();
    Path load = shop.resolve(LOAD);
    Files.writeString(load, "# my edit\n", StandardOpenOption.APPEND);
    String edited = Files.readString(load);

    MavenRun verify = goal("verify", shop);
    assertThat(verify.succeeded()).isFalse();
    assertThat(verify.output())
        .contains("[ERROR] " + LOAD + ":1:1: error[output-out-of-date]: `" + LOAD + "` is edited")
        .contains("hint: run `mvn " + MavenRun.plugin() + ":generate` and commit what it writes")
        .contains("1 error, 0 warnings in " + shop);

    MavenRun generate = goal("generate", shop);
    assertThat(generate.succeeded()).isFalse();
    assertThat(generate.output()).contains(LOAD).contains("-Ddataplat.overwriteEdited");
    assertThat(Files.readString(load)).isEqualTo(edited);

    assertThat(goal("generate", shop, "-Ddataplat.overwriteEdited").succeeded()).isTrue();
    assertThat(Files.readString(load)).doesNotContain("my edit");
  }

  @Test
  void explainShowsTheWinningLineAndWhatItOverrode() throws IOException {
    Path shop = Shop.in(folder);
    Shop.replace(
        shop.resolve("environments/prod.yaml"),
        "  overrides:\n",
        "  sizes: {small: {executor: {instances: 7}}}\n  overrides:\n");
    MavenRun explain =
        goal(
            "explain",
            shop,
            "-Ddataplat.path=prod/airflow/dags/shop/orders_daily/load.yaml:"
                + " spec.executor.instances");
    assertThat(explain.output())
        .contains("spec.executor.instances = 7")
        .contains("decided at environments/prod.yaml:8:")
        .contains("overrode environments/base.yaml:14:")
        .contains("executor: {cores: 2, memory: 4Gi, instances: 1}");

    MavenRun nothing = goal("explain", shop, "-Ddataplat.path=prod/airflow/nothing.yaml");
    assertThat(nothing.succeeded()).isFalse();
    assertThat(nothing.output())
        .contains("no generated file is called prod/airflow/nothing.yaml")
        .doesNotContain("has a bug");
  }

  @Test
  void initNeverOverwrites() throws IOException {
    Path shop = Shop.in(folder);
    String text = Files.readString(shop.resolve("README.md"));
    MavenRun again = MavenRun.goal(shop, "init");
    assertThat(again.succeeded()).isFalse();
    assertThat(again.output()).contains("nothing was written, because").contains("README.md");
    assertThat(Files.readString(shop.resolve("README.md"))).isEqualTo(text);
  }

  @Test
  void worksOffline() throws IOException {
    Path shop = Shop.in(folder);
    assertThat(goal("validate", shop).succeeded()).isTrue();
    MavenRun offline = goal("validate", shop, "-o");
    assertThat(offline.output()).contains("[INFO] valid for local, prod");
  }

  @Test
  void runsOnceForARepositoryWithModulesEvenInParallel() throws IOException {
    Path shop = Shop.in(folder);
    Files.writeString(
        shop.resolve("pom.xml"), pom("parent", "<modules><module>child</module></modules>"));
    Files.createDirectories(shop.resolve("child"));
    Files.writeString(
        shop.resolve("child/pom.xml"),
        pom("child", "").replace("<groupId>", parent() + "<groupId>"));
    MavenRun run = MavenRun.in(shop, List.of("-T2", MavenRun.plugin() + ":validate"));
    assertThat(run.succeeded()).isTrue();
    assertThat(run.output().split("valid for local, prod", -1)).hasSize(2);
  }

  private static String parent() {
    return "<parent><groupId>org.example</groupId><artifactId>parent</artifactId>"
        + "<version>1</version></parent>";
  }

  private static String pom(String artifact, String more) {
    return """
        <project xmlns="http://maven.apache.org/POM/4.0.0">
          <modelVersion>4.0.0</modelVersion>
          <groupId>org.example</groupId><artifactId>%s</artifactId><version>1</version>
          <packaging>pom</packaging>%s
        </project>
        """
        .formatted(artifact, more);
  }

  private MavenRun goal(String goal, Path root, String... more) {
    List<String> arguments =
        Stream.concat(Stream.of("-Ddataplat.root=" + root), Stream.of(more)).toList();
    return MavenRun.goal(folder, goal, arguments.toArray(String[]::new));
  }

  private Path generatedShop() throws IOException {
    Path shop = Shop.in(folder);
    assertThat(goal("generate", shop).succeeded()).isTrue();
    return shop;
  }

  private static Map<Path, FileTime> times(Path tree) throws IOException {
    Map<Path, FileTime> times = new TreeMap<>();
    try (Stream<Path> files = Files.walk(tree)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        times.put(file, Files.getLastModifiedTime(file));
      }
    }
    return times;
  }
}
