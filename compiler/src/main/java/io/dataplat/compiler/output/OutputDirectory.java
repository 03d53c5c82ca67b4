package io.dataplat.compiler.output;

import io.dataplat.compiler.diagnostic.Diagnostic;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.diagnostic.SourceSpan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The output of a repository on disk: the only class that writes. A write that is refused, killed
 * or runs out of space leaves the old tree, or the new one at the latest when the next write or
 * comparison begins.
 */
public final class OutputDirectory {

  private final OutputTree tree;
  private final String output;
  private final Disk disk;

  /**
   * The folder {@code output} below {@code base}; the bootstrap files go to {@code argocd} beside
   * it.
   */
  public OutputDirectory(Path base, String output) {
    this(base, output, new LocalDisk());
  }

  OutputDirectory(Path base, String output, Disk disk) {
    if (output.isEmpty()
        || output.contains("/")
        || output.startsWith(".")
        || output.equals(OutputPlanner.BOOTSTRAP)) {
      throw new IllegalArgumentException("not a name for the output folder: " + output);
    }
    this.tree = new OutputTree(base);
    this.output = output;
    this.disk = disk;
  }

  /** Makes the output equal to the artifacts, or changes nothing and says why. */
  public WriteReport write(List<Artifact> artifacts, WriteOptions options) {
    try {
      if (Staging.isPresent(tree)) {
        return writeStaged(artifacts, options);
      }
      OutputPlan plan = plan(artifacts, options);
      if (!plan.findings().isEmpty()) {
        return WriteReport.refused(plan.findings());
      }
      return plan.changesNothing() ? plan.report() : writeStaged(artifacts, options);
    } catch (IOException e) {
      return WriteReport.refused(List.of(notWritten(reason(e))));
    }
  }

  /** Says by path how the output of all environments differs from the artifacts. */
  public List<Difference> compare(List<Artifact> artifacts) {
    return compare(artifacts, WriteOptions.allEnvironments());
  }

  /** Says by path how the output of some environments differs from the artifacts. */
  public List<Difference> compare(List<Artifact> artifacts, WriteOptions options) {
    try {
      if (Staging.isPresent(tree)) {
        recover();
      }
      return plan(artifacts, options).differences();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private OutputPlan plan(List<Artifact> artifacts, WriteOptions options) throws IOException {
    return new OutputPlanner(tree, output, options).plan(artifacts);
  }

  private void recover() throws IOException {
    Optional<Staging> opened = Staging.open(tree, disk);
    if (opened.isPresent()) {
      try (Staging staging = opened.get()) {
        staging.recover();
        staging.remove();
      }
    }
  }

  private WriteReport writeStaged(List<Artifact> artifacts, WriteOptions options)
      throws IOException {
    Optional<Staging> opened = Staging.open(tree, disk);
    if (opened.isEmpty()) {
      return WriteReport.refused(List.of(notWritten("another run is writing it")));
    }
    try (Staging staging = opened.get()) {
      staging.recover();
      OutputPlan plan = plan(artifacts, options);
      if (plan.findings().isEmpty() && !plan.changesNothing()) {
        staging.apply(prepare(staging, plan));
      }
      staging.remove();
      return plan.findings().isEmpty() ? plan.report() : WriteReport.refused(plan.findings());
    }
  }

  private static Journal prepare(Staging staging, OutputPlan plan) throws IOException {
    try {
      return staging.prepare(plan);
    } catch (IOException e) {
      staging.abandon(plan);
      throw e;
    }
  }

  private Diagnostic notWritten(String reason) {
    return new Diagnostic(
        Rules.OUTPUT_NOT_WRITTEN,
        SourceSpan.ofFile(output),
        "`" + output + "` was not written: " + reason,
        "mend the cause and run again; until then no file is half written");
  }

  /** Never the path that Java puts into its message: it is absolute. */
  private static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "its permissions do not allow it";
    }
    if (e instanceof NoSuchFileException) {
      return "the folder that should hold it does not exist";
    }
    if (e instanceof FileSystemException failure && failure.getReason() != null) {
      return failure.getReason();
    }
    return e instanceof FileSystemException
        ? e.getClass().getSimpleName()
        : String.valueOf(e.getMessage());
  }
}
