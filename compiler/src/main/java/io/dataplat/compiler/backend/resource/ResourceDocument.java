package io.dataplat.compiler.backend.resource;

import io.dataplat.compiler.backend.Document;
import io.dataplat.compiler.model.Sourced;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Places an object in the tree: one object, one file, named by kind and name. */
public final class ResourceDocument {

  private ResourceDocument() {}

  /** Returns the document of an object in a folder. */
  public static Document.Tree in(String folder, String owner, Map<String, Object> object) {
    var kind = String.valueOf(object.get("kind")).toLowerCase(Locale.ROOT);
    var path = folder + "/" + kind + "-" + name(object) + ".yaml";
    return new Document.Tree(path, owner, List.of(), object);
  }

  private static String name(Map<String, Object> object) {
    if (object.get("metadata") instanceof Map<?, ?> metadata) {
      Object name = metadata.get("name");
      return name instanceof Sourced<?> sourced ? (String) sourced.value() : String.valueOf(name);
    }
    throw new IllegalArgumentException("an object without metadata");
  }
}
