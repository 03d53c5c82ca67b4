package io.dataplat.compiler.output;

import static io.dataplat.compiler.output.OutputTestCase.artifacts;
import static io.dataplat.compiler.output.OutputTestCase.contents;
import static io.dataplat.compiler.output.OutputTestCase.filesIn;
import static io.dataplat.compiler.output.OutputTestCase.put;
import static io.dataplat.compiler.output.OutputTestCase.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.compiler.init.StarterRepository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.PersonIdent;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Branches that change the output merge like branches that change sources. */
class OutputMergeTest {

  /** Who merges: the library that forges are built on, or the program of developers. */
  private enum Merger {
    JGIT {
      @Override
      void merge(Git git, String branch) throws Exception {
        git.merge().include(git.getRepository().findRef(branch)).setCommit(false).call();
      }
    },
    GIT {
      @Override
      void merge(Git git, String branch) throws Exception {
        ProcessBuilder merge =
            new ProcessBuilder(
                "git",
                "-c",
                "user.name=Somebody",
                "-c",
                "user.email=somebody@example.org",
                "merge",
                "--no-commit",
                "--no-ff",
                branch);
        merge.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
        merge.environment().put("GIT_CONFIG_NOSYSTEM", "1");
        merge.directory(git.getRepository().getWorkTree()).redirectErrorStream(true);
        Process process;
        try {
          process = merge.start();
        } catch (IOException e) {
          Assumptions.abort("git is not on PATH");
          throw e;
        }
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        // 1 says that there are conflicts.
        assertThat(process.waitFor()).as(text).isBetween(0, 1);
      }
    };

    abstract void merge(Git git, String branch) throws Exception;
  }

  private static final String ATTRIBUTES =
      StarterRepository.files("0.1.0").getOrDefault(".gitattributes", "");
  private static final PersonIdent AUTHOR = new PersonIdent("Somebody", "somebody@example.org");
  private static final List<Artifact> ORDERS =
      artifacts(
          "generated/prod/retail/namespace.yaml",
          "n\n",
          "generated/prod/retail/orders/a.yaml",
          "one\ntwo\nthree\nfour\nfive\n");
  private static final List<Artifact> INVOICES =
      artifacts("generated/prod/retail/invoices/a.yaml", "i\n");
  private static final List<Artifact> RETURNS =
      artifacts("generated/prod/retail/returns/a.yaml", "r\n");

  private Path base = Path.of("");

  @BeforeEach
  void makeBase(@TempDir Path folder) {
    base = folder;
  }

  @Test
  void thisRepositoryHasTheAttributesThatInitWrites() {
    assertThat(ATTRIBUTES.lines()).contains(".dataplat merge=union linguist-generated");
    assertThat(read(Path.of("../.gitattributes")).lines()).containsAll(ATTRIBUTES.lines().toList());
  }

  @ParameterizedTest
  @EnumSource
  void twoBranchesThatAddPipelinesMergeWithoutConflict(Merger merger) throws Exception {
    try (Git git = repository()) {
      branch(git, "invoices", all(ORDERS, INVOICES));
      branch(git, "returns", all(ORDERS, RETURNS));

      merger.merge(git, "invoices");

      assertThat(conflicts(git)).isEmpty();
      assertThat(output().compare(all(ORDERS, INVOICES, RETURNS))).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aConflictInOneFolderIsMendedByTheNextWrite(Merger merger) throws Exception {
    try (Git git = repository()) {
      branch(git, "seven", orders("one, changed\ntwo\nthree\nfour\nfive\n"));
      branch(git, "eight", orders("one, otherwise\ntwo\nthree\nfour\nfive\n"));

      merger.merge(git, "seven");

      assertThat(conflicts(git)).containsExactly("generated/prod/retail/orders/a.yaml");
      assertMendedBy(orders("one, both\ntwo\nthree\nfour\nfive\n"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void twoChangesOfOneFileThatGitMergesAreNoEdit(Merger merger) throws Exception {
    try (Git git = repository()) {
      branch(git, "first", orders("one, changed\ntwo\nthree\nfour\nfive\n"));
      branch(git, "last", orders("one\ntwo\nthree\nfour\nfive, changed\n"));

      merger.merge(git, "first");

      assertThat(conflicts(git)).isEmpty();
      assertThat(output().compare(orders("one, changed\ntwo\nthree\nfour\nfive, changed\n")))
          .containsExactly(
              new Difference(
                  "generated/prod/retail/orders/.dataplat", Difference.Kind.OUT_OF_DATE));
      assertMendedBy(orders("one, changed\ntwo\nthree\nfour\nfive, changed again\n"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aFileThatOneBranchAddsBesideAnotherIsKept(Merger merger) throws Exception {
    List<Artifact> alerts = artifacts("generated/prod/retail/orders/b.yaml", "alerts\n");
    try (Git git = repository()) {
      branch(git, "alerts", all(ORDERS, alerts));
      branch(git, "changed", orders("one\ntwo\nthree\nfour\nfive, changed\n"));

      merger.merge(git, "alerts");

      assertThat(conflicts(git)).isEmpty();
      assertMendedBy(all(orders("one\ntwo\nthree\nfour\nfive, changed\n"), alerts));
    }
  }

  @ParameterizedTest
  @EnumSource
  void withoutAttributesTheConflictIsMendedAsWell(Merger merger) throws Exception {
    try (Git git = repository("")) {
      branch(git, "first", orders("one, changed\ntwo\nthree\nfour\nfive\n"));
      branch(git, "last", orders("one\ntwo\nthree\nfour\nfive, changed\n"));

      merger.merge(git, "first");

      assertThat(conflicts(git)).containsExactly("generated/prod/retail/orders/.dataplat");
      assertMendedBy(orders("one, changed\ntwo\nthree\nfour\nfive, changed again\n"));
    }
  }

  private void assertMendedBy(List<Artifact> artifacts) {
    assertThat(write(artifacts).findings()).isEmpty();
    assertThat(output().compare(artifacts)).isEmpty();
    SortedMap<String, String> files = filesIn(base);
    files.remove(".gitattributes");
    assertThat(files).isEqualTo(contents(artifacts));
  }

  private Git repository() throws GitAPIException {
    return repository(ATTRIBUTES);
  }

  private Git repository(String attributes) throws GitAPIException {
    Git git = Git.init().setDirectory(base.toFile()).setInitialBranch("main").call();
    put(base.resolve(".gitattributes"), attributes);
    commit(git, ORDERS);
    return git;
  }

  private static Set<String> conflicts(Git git) throws GitAPIException {
    return git.status().call().getConflicting();
  }

  private void branch(Git git, String name, List<Artifact> artifacts) throws GitAPIException {
    git.checkout().setCreateBranch(true).setName(name).setStartPoint("main").call();
    commit(git, artifacts);
  }

  private void commit(Git git, List<Artifact> artifacts) throws GitAPIException {
    assertThat(write(artifacts).findings()).isEmpty();
    git.add().addFilepattern(".").call();
    git.commit().setMessage("change").setAuthor(AUTHOR).setCommitter(AUTHOR).setSign(false).call();
  }

  @SafeVarargs
  private static List<Artifact> all(List<Artifact>... lists) {
    List<Artifact> all = new ArrayList<>();
    for (List<Artifact> list : lists) {
      all.addAll(list);
    }
    return all;
  }

  private static List<Artifact> orders(String content) {
    return artifacts(
        "generated/prod/retail/namespace.yaml",
        "n\n",
        "generated/prod/retail/orders/a.yaml",
        content);
  }

  private WriteReport write(List<Artifact> artifacts) {
    return output().write(artifacts, WriteOptions.allEnvironments());
  }

  private OutputDirectory output() {
    return new OutputDirectory(base, "generated");
  }
}
