package io.dataplat.compiler.yaml;

/** A leaf of an output tree that knows more than its value; the writer prints the value. */
public interface YamlLeaf {
  Object value();
}
