package io.dataplat.maven;

import io.dataplat.compiler.diagnostic.Diagnostic;
import io.dataplat.compiler.diagnostic.format.DiagnosticFormat;
import io.dataplat.compiler.diagnostic.format.SourceLines;
import io.dataplat.compiler.diagnostic.format.TextFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugin.logging.Log;

/** Findings on their way to people and to the programs that show them. */
record FindingReport(List<Diagnostic> findings, SourceLines lines) {

  FindingReport {
    findings = List.copyOf(findings);
  }

  /** Writes the file if one is wanted; people read the log, programs the file or the output. */
  void print(DiagnosticFormat format, Optional<Path> file, Log log) {
    String text = format.print(findings, lines);
    file.ifPresent(path -> write(path, text));
    if (format == DiagnosticFormat.TEXT || file.isPresent()) {
      log(log);
    } else {
      // As bytes: the console's own encoding may lack a letter that is in a message.
      System.out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
      System.out.flush();
    }
    file.ifPresent(path -> log.info("findings are in " + path + " as " + format.label()));
  }

  // One entry for each finding, so that its lines stay together when Maven builds in parallel.
  private void log(Log log) {
    var printer = new TextFormat(lines, false);
    for (Diagnostic finding : findings) {
      if (finding.isError()) {
        log.error(printer.print(finding));
      } else {
        log.warn(printer.print(finding));
      }
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
