package io.dataplat.compiler.output;

import static io.dataplat.compiler.output.OutputTestCase.artifacts;
import static io.dataplat.compiler.output.OutputTestCase.contents;
import static io.dataplat.compiler.output.OutputTestCase.filesIn;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.MergeResult;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.PersonIdent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Branches that change the output merge like branches that change sources. */
class OutputMergeTest {

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
  void twoBranchesThatAddPipelinesMergeWithoutConflict() throws GitAPIException {
    try (Git git = repository()) {
      branch(git, "invoices", all(ORDERS, INVOICES));
      branch(git, "returns", all(ORDERS, RETURNS));

      MergeResult merge = merge(git, "invoices");

      assertThat(merge.getMergeStatus()).isEqualTo(MergeResult.MergeStatus.MERGED_NOT_COMMITTED);
      assertThat(output().compare(all(ORDERS, INVOICES, RETURNS))).isEmpty();
    }
  }

  @Test
  void aConflictInOneFolderIsMendedByTheNextWrite() throws GitAPIException {
    try (Git git = repository()) {
      branch(git, "seven", orders("one, changed\ntwo\nthree\nfour\nfive\n"));
      branch(git, "eight", orders("one, otherwise\ntwo\nthree\nfour\nfive\n"));

      MergeResult merge = merge(git, "seven");

      assertThat(merge.getMergeStatus()).isEqualTo(MergeResult.MergeStatus.CONFLICTING);
      assertThat(merge.getConflicts())
          .containsOnlyKeys(
              "generated/prod/retail/orders/.dataplat", "generated/prod/retail/orders/a.yaml");
      List<Artifact> mended = orders("one, both\ntwo\nthree\nfour\nfive\n");
      assertThat(write(mended).findings()).isEmpty();
      assertThat(output().compare(mended)).isEmpty();
      assertThat(filesIn(base)).isEqualTo(contents(mended));
    }
  }

  @Test
  void twoChangesOfOneFileThatGitMergesAreNoEdit() throws GitAPIException {
    try (Git git = repository()) {
      branch(git, "first", orders("one, changed\ntwo\nthree\nfour\nfive\n"));
      branch(git, "last", orders("one\ntwo\nthree\nfour\nfive, changed\n"));

      MergeResult merge = merge(git, "first");

      assertThat(merge.getConflicts()).containsOnlyKeys("generated/prod/retail/orders/.dataplat");
      List<Artifact> mended = orders("one, changed\ntwo\nthree\nfour\nfive, changed again\n");
      assertThat(write(mended).findings()).isEmpty();
      assertThat(output().compare(mended)).isEmpty();
    }
  }

  private Git repository() throws GitAPIException {
    Git git = Git.init().setDirectory(base.toFile()).setInitialBranch("main").call();
    commit(git, ORDERS);
    return git;
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

  private static MergeResult merge(Git git, String branch) throws GitAPIException {
    try {
      return git.merge().include(git.getRepository().findRef(branch)).setCommit(false).call();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
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
