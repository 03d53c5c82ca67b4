package io.dataplat.compiler.diagnostic.format;

import java.util.Optional;

/** Where the text format finds the line that a finding points at. */
@FunctionalInterface
public interface SourceLines {

  /** A line of a file without its end, counted from 1. */
  Optional<String> line(String file, int line);
}
