package io.dataplat.compiler.yaml;

import io.dataplat.compiler.diagnostic.Diagnostics;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the documents of a file by the core schema of YAML 1.2. Every mistake is a finding, never
 * an exception; after a broken document reading goes on at the next {@code ---}.
 */
public final class YamlReader {

  private YamlReader() {}

  /** The documents of a file, as far as they could be read. */
  public static List<YamlNode> read(SourceFile file, Diagnostics diagnostics) {
    YamlText text = YamlText.of(file, diagnostics);
    List<YamlNode> documents = new ArrayList<>();
    int line = 0;
    while (line < text.lineCount()) {
      YamlComposer composer = new YamlComposer(text, line, diagnostics);
      documents.addAll(composer.documents());
      line = composer.resumeLine();
    }
    return List.copyOf(documents);
  }
}
