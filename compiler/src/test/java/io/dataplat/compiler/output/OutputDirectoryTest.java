package io.dataplat.compiler.output;

import static io.dataplat.compiler.output.OutputTestCase.allFilesIn;
import static io.dataplat.compiler.output.OutputTestCase.artifacts;
import static io.dataplat.compiler.output.OutputTestCase.contents;
import static io.dataplat.compiler.output.OutputTestCase.filesIn;
import static io.dataplat.compiler.output.OutputTestCase.map;
import static io.dataplat.compiler.output.OutputTestCase.put;
import static io.dataplat.compiler.output.OutputTestCase.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dataplat.compiler.diagnostic.Diagnostic;
import io.dataplat.jobplan.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputDirectoryTest {

  private static final WriteOptions ALL = WriteOptions.allEnvironments();
  private static final List<Artifact> TREE =
      artifacts(
          "argocd/dev.yaml", "root dev\n",
          "argocd/prod.yaml", "root prod\n",
          "generated/dev/retail/namespace-data-retail.yaml", "dev namespace\n",
          "generated/prod/retail/namespace-data-retail.yaml", "prod namespace\n",
          "generated/prod/retail/orders/serviceaccount-orders.yaml", "account\n",
          "generated/prod/retail/orders/networkpolicy-orders.yaml", "policy\n");

  private Path base = Path.of("");

  @BeforeEach
  void makeBase(@TempDir Path folder) {
    base = folder;
  }

  @Test
  void aFolderThatDoesNotExistIsNotMade() {
    Path missing = base.resolve("missing");

    assertThat(new OutputDirectory(missing, "generated").write(TREE, ALL).findings())
        .extracting(Diagnostic::message)
        .containsExactly(
            "`generated` was not written: the folder that should hold it does not exist");
    assertThat(missing).doesNotExist();
  }

  @Test
  void theFirstWriteMakesTheTreeAndItsOwnershipFiles() {
    WriteReport report = write(TREE);

    assertThat(report.findings()).isEmpty();
    assertThat(filesIn(base)).isEqualTo(contents(TREE));
    assertThat(read(base.resolve("generated/prod/retail/orders/.dataplat")))
        .isEqualTo(
            """
            # Files of this folder that dataplat generated. Check: sha256sum -c .dataplat
            c82fc52c78bf8154d4dd7d8766c422ab151052d72098d72ded237aafcd78e4e0  networkpolicy-orders.yaml
            b4c43717363e9ee65008dad757fdcaa969cd5185828346932e72c7fd4d77abae  serviceaccount-orders.yaml
            """);
    assertThat(allFilesIn(base).keySet())
        .filteredOn(path -> path.endsWith(".dataplat"))
        .containsExactly(
            "argocd/.dataplat",
            "generated/dev/retail/.dataplat",
            "generated/prod/retail/.dataplat",
            "generated/prod/retail/orders/.dataplat");
    assertThat(report.written()).hasSize(10);
    assertThat(output().compare(TREE)).isEmpty();
  }

  @Test
  void aSecondWriteTouchesNothing() throws IOException {
    write(TREE);
    FileTime old = FileTime.fromMillis(0);
    for (String path : allFilesIn(base).keySet()) {
      Files.setLastModifiedTime(base.resolve(path), old);
    }

    WriteReport report = write(TREE);

    assertThat(report.written()).isEmpty();
    assertThat(report.unchanged()).isEqualTo(6);
    for (String path : allFilesIn(base).keySet()) {
      assertThat(Files.getLastModifiedTime(base.resolve(path))).isEqualTo(old);
    }
    assertThat(Files.exists(base.resolve(".dataplat-staging"))).isFalse();
  }

  @Test
  void oneChangedArtifactIsOneFileAndItsOwnership() {
    write(TREE);
    WriteReport report = write(with(TREE, "argocd/dev.yaml", "changed\n"));
    assertThat(report.written()).containsExactly("argocd/dev.yaml", "argocd/.dataplat");
    assertThat(report.deleted()).isEmpty();
  }

  @Test
  void whatIsNoLongerGeneratedGoesWithItsFolder() {
    write(TREE);
    List<Artifact> fewer = without(TREE, "generated/prod/retail/orders/");

    assertThat(output().compare(fewer))
        .containsExactly(
            new Difference("generated/prod/retail/orders/.dataplat", Difference.Kind.STALE),
            new Difference(
                "generated/prod/retail/orders/networkpolicy-orders.yaml", Difference.Kind.STALE),
            new Difference(
                "generated/prod/retail/orders/serviceaccount-orders.yaml", Difference.Kind.STALE));
    WriteReport report = write(fewer);

    assertThat(report.findings()).isEmpty();
    assertThat(report.written()).isEmpty();
    assertThat(filesIn(base)).isEqualTo(contents(fewer));
    assertThat(Files.exists(base.resolve("generated/prod/retail/orders"))).isFalse();
  }

  @Test
  void anEnvironmentThatIsGoneLeavesNothing() {
    write(TREE);
    List<Artifact> fewer = without(without(TREE, "generated/dev/"), "argocd/dev.yaml");
    assertThat(write(fewer).findings()).isEmpty();
    assertThat(filesIn(base)).isEqualTo(contents(fewer));
    assertThat(Files.exists(base.resolve("generated/dev"))).isFalse();
  }

  @Test
  void selectedEnvironmentsLeaveTheOthersAlone() {
    write(TREE);
    List<Artifact> dev =
        artifacts(
            "argocd/dev.yaml", "new dev\n", "generated/dev/iot/namespace-data-iot.yaml", "iot\n");

    WriteReport report = output().write(dev, WriteOptions.onlyEnvironments(List.of("dev")));

    assertThat(report.findings()).isEmpty();
    List<Artifact> expected =
        new ArrayList<>(without(without(TREE, "generated/dev/"), "argocd/dev.yaml"));
    expected.addAll(dev);
    assertThat(filesIn(base)).isEqualTo(contents(expected));
    assertThat(output().compare(expected)).isEmpty();
  }

  @Test
  void anEditedFileIsRefusedAndNothingElseIsWritten() {
    write(TREE);
    put(base.resolve("argocd/prod.yaml"), "root prod, edited\n");
    SortedMap<String, String> before = allFilesIn(base);
    List<Artifact> next = with(with(TREE, "argocd/prod.yaml", "new\n"), "argocd/dev.yaml", "new\n");

    WriteReport report = write(next);

    assertThat(lines(report))
        .containsExactly(
            "argocd/prod.yaml edited-file `argocd/prod.yaml` was edited after it had been generated");
    assertThat(report.failed()).isTrue();
    assertThat(allFilesIn(base)).isEqualTo(before);
    assertThat(output().compare(TREE))
        .containsExactly(new Difference("argocd/prod.yaml", Difference.Kind.EDITED));

    assertThat(output().write(next, ALL.overwritingEdited()).findings()).isEmpty();
    assertThat(filesIn(base)).isEqualTo(contents(next));
  }

  @Test
  void anEditThatTheNextOutputWouldMakeAnywayIsNone() {
    write(TREE);
    put(base.resolve("argocd/prod.yaml"), "new\n");
    List<Artifact> next = with(TREE, "argocd/prod.yaml", "new\n");
    assertThat(write(next).findings()).isEmpty();
    assertThat(output().compare(next)).isEmpty();
  }

  @Test
  void anEditedStaleFileIsRefusedAndNothingElseIsWritten() {
    write(TREE);
    put(base.resolve("generated/prod/retail/orders/networkpolicy-orders.yaml"), "edited\n");
    SortedMap<String, String> before = allFilesIn(base);

    WriteReport report = write(without(TREE, "generated/prod/retail/orders/"));

    assertThat(lines(report))
        .containsExactly(
            "generated/prod/retail/orders/networkpolicy-orders.yaml edited-file"
                + " `generated/prod/retail/orders/networkpolicy-orders.yaml` was edited after it had been generated");
    assertThat(report.findings().get(0).hint())
        .contains(
            "nothing generates it any more: move it out of the output to keep it, or delete it");
    assertThat(allFilesIn(base)).isEqualTo(before);
  }

  @Test
  void aForeignFileIsAnErrorWhereAClusterWouldApplyIt() {
    write(TREE);
    put(base.resolve("generated/prod/retail/mine/configmap.yaml"), "mine\n");
    put(base.resolve("generated/prod/retail/notes.txt"), "mine\n");
    put(base.resolve("generated/README.md"), "fine\n");
    put(base.resolve("generated/handmade/x.yaml"), "no environment of ours\n");
    put(base.resolve("argocd/mine.yaml"), "applied by hand\n");

    assertThat(lines(write(with(TREE, "argocd/dev.yaml", "new\n"))))
        .containsExactly(
            "generated/prod/retail/mine/configmap.yaml foreign-file `generated/prod/retail/mine/configmap.yaml`"
                + " is not generated, but lies where a cluster would apply it",
            "generated/prod/retail/notes.txt foreign-file `generated/prod/retail/notes.txt`"
                + " is not generated, but lies where a cluster would apply it");
    assertThat(read(base.resolve("argocd/dev.yaml"))).isEqualTo("root dev\n");
  }

  @Test
  void aForeignFileIsNeverOverwritten() {
    put(base.resolve("argocd/prod.yaml"), "mine\n");
    assertThat(output().write(TREE, ALL.overwritingEdited()).findings())
        .extracting(each -> each.rule().id())
        .containsExactly("foreign-file");
    assertThat(filesIn(base)).isEqualTo(map("argocd/prod.yaml", "mine\n"));
  }

  @Test
  void linksAndFoldersInTheWayAreRefused(@TempDir Path elsewhere) throws IOException {
    Files.createDirectories(base.resolve("generated/prod/retail"));
    Files.createSymbolicLink(base.resolve("generated/prod/retail/orders"), elsewhere);
    Files.createDirectories(base.resolve("argocd/prod.yaml"));
    put(elsewhere.resolve("victim.yaml"), "victim\n");
    Files.createSymbolicLink(
        base.resolve("generated/prod/retail/namespace-data-retail.yaml"),
        elsewhere.resolve("victim.yaml"));

    WriteReport report = write(TREE);

    assertThat(report.findings())
        .extracting(each -> each.span().file() + " " + each.rule().id())
        .containsExactly(
            "argocd/prod.yaml output-blocked",
            "generated/prod/retail/namespace-data-retail.yaml output-blocked",
            "generated/prod/retail/orders foreign-file",
            "generated/prod/retail/orders/networkpolicy-orders.yaml output-blocked",
            "generated/prod/retail/orders/serviceaccount-orders.yaml output-blocked");
    assertThat(filesIn(elsewhere)).isEqualTo(map("victim.yaml", "victim\n"));
  }

  @Test
  void aLinkInPlaceOfTheOutputIsRefused(@TempDir Path elsewhere) throws IOException {
    Files.createSymbolicLink(base.resolve("generated"), elsewhere);
    assertThat(write(TREE).findings())
        .hasSize(4)
        .allMatch(each -> each.rule().id().equals("output-blocked"));
    assertThat(filesIn(elsewhere)).isEmpty();
  }

  @Test
  void onePathHasOneOwner() {
    List<Artifact> artifacts =
        List.of(
            new Artifact("generated/dev/a/x.yaml", "1", "pipelines/one.yaml"),
            new Artifact("generated/dev/a/x.yaml", "1", "pipelines/two.yaml"),
            new Artifact("generated/dev/a/X.yaml", "2", "pipelines/three.yaml"),
            new Artifact("generated/dev/A/y.yaml", "3", "pipelines/four.yaml"),
            new Artifact("generated/dev/a/x.yaml/z", "4", "pipelines/five.yaml"));

    assertThat(lines(write(artifacts)))
        .containsExactly(
            "pipelines/two.yaml duplicate-output-path"
                + " `pipelines/one.yaml` and `pipelines/two.yaml` both generate `generated/dev/a/x.yaml`",
            "pipelines/three.yaml duplicate-output-path `pipelines/one.yaml` and `pipelines/three.yaml` generate"
                + " `generated/dev/a/x.yaml` and `generated/dev/a/X.yaml`, which cannot stand side by side",
            "pipelines/four.yaml duplicate-output-path `pipelines/one.yaml` and `pipelines/four.yaml` generate"
                + " `generated/dev/a/x.yaml` and `generated/dev/A/y.yaml`, which cannot stand side by side",
            "pipelines/five.yaml duplicate-output-path `pipelines/one.yaml` and `pipelines/five.yaml` generate"
                + " `generated/dev/a/x.yaml` and `generated/dev/a/x.yaml/z`, which cannot stand side by side");
    assertThat(allFilesIn(base)).isEmpty();
  }

  @Test
  void aPathCannotLeadOut() {
    for (String path :
        List.of(
            "/etc/passwd",
            "../x",
            "generated/../../x",
            "generated//x",
            "generated/./x",
            "a\\b",
            "c:x",
            "generated/x/.dataplat",
            "")) {
      assertThatThrownBy(() -> new Artifact(path, "", "o"))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> write(artifacts("elsewhere/x.yaml", "1")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> write(artifacts("generated/x.yaml", "1")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aDeletedFileOrOwnershipFileComesBack() throws IOException {
    write(TREE);
    Files.delete(base.resolve("argocd/prod.yaml"));
    Files.delete(base.resolve("generated/prod/retail/orders/.dataplat"));
    assertThat(output().compare(TREE))
        .containsExactly(
            new Difference("argocd/prod.yaml", Difference.Kind.MISSING),
            new Difference("generated/prod/retail/orders/.dataplat", Difference.Kind.MISSING));
    assertThat(write(TREE).findings()).isEmpty();
    assertThat(output().compare(TREE)).isEmpty();
  }

  @Test
  void contentIsComparedNotTimeAndSize() throws IOException {
    write(TREE);
    Path file = base.resolve("argocd/prod.yaml");
    FileTime time = Files.getLastModifiedTime(file);
    put(file, "ROOT PROD\n");
    Files.setLastModifiedTime(file, time);
    assertThat(output().compare(TREE))
        .containsExactly(new Difference("argocd/prod.yaml", Difference.Kind.EDITED));
  }

  @Test
  void aHostileOwnershipFileClaimsNothingElsewhere() {
    put(base.resolve("victim.yaml"), "victim\n");
    String hash = Sha256.hex("victim\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    put(
        base.resolve("generated/prod/retail/.dataplat"),
        hash + "  ../../../victim.yaml\n" + hash + "  ..\n" + hash + "  .\nnonsense\n");
    assertThat(write(List.of()).findings()).isEmpty();
    assertThat(allFilesIn(base)).isEqualTo(map("victim.yaml", "victim\n"));
  }

  private OutputDirectory output() {
    return new OutputDirectory(base, "generated");
  }

  private WriteReport write(List<Artifact> artifacts) {
    return output().write(artifacts, ALL);
  }

  private static List<Artifact> with(List<Artifact> artifacts, String path, String content) {
    return artifacts.stream()
        .map(each -> each.path().equals(path) ? new Artifact(path, content, each.owner()) : each)
        .toList();
  }

  private static List<Artifact> without(List<Artifact> artifacts, String prefix) {
    return artifacts.stream().filter(each -> !each.path().startsWith(prefix)).toList();
  }

  private static List<String> lines(WriteReport report) {
    return report.findings().stream().map(OutputDirectoryTest::line).toList();
  }

  private static String line(Diagnostic each) {
    return each.span().file() + " " + each.rule().id() + " " + each.message();
  }
}
