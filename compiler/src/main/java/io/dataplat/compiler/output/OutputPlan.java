package io.dataplat.compiler.output;

import io.dataplat.compiler.diagnostic.Diagnostic;
import java.util.List;
import java.util.Optional;

/** What has to change on disk, and what forbids it. */
record OutputPlan(
    List<Put> puts,
    List<Delete> deletes,
    int unchanged,
    List<Diagnostic> findings,
    List<Difference> differences) {

  /** A file to write, and the hash of the content that it replaces. */
  record Put(String path, String content, Optional<String> before) {}

  /** A file to delete, and the hash of its content. */
  record Delete(String path, String before) {}

  boolean changesNothing() {
    return puts.isEmpty() && deletes.isEmpty();
  }

  WriteReport report() {
    return new WriteReport(
        puts.stream().map(Put::path).toList(),
        deletes.stream().map(Delete::path).toList(),
        unchanged,
        findings);
  }
}
