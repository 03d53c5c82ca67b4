package io.dataplat.compiler.backend;

import io.dataplat.compiler.model.Sourced;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A document to be written: a tree for YAML, or a text, with the sources of its fields.
 *
 * <p>Paths are relative to the repository of the output, such as {@code generated/prod/retail/...},
 * with {@code /}.
 */
public sealed interface Document {
  String path();

  /** Returns the source file that owns the document. */
  String owner();

  /**
   * A YAML document.
   *
   * @param header comment lines without {@code #}
   * @param tree maps in print order, lists, texts, integers, booleans; a leaf may be a {@link
   *     Sourced} of one of these, which prints as its value and explains it
   */
  record Tree(String path, String owner, List<String> header, Map<String, Object> tree)
      implements Document {
    public Tree {
      header = List.copyOf(header);
      tree = Collections.unmodifiableMap(new LinkedHashMap<>(tree));
    }
  }

  /**
   * Any other text.
   *
   * @param fields the sources of named fields, such as {@code schedule}
   */
  record Text(String path, String owner, String text, Map<String, Sourced<?>> fields)
      implements Document {
    public Text {
      fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }
  }
}
