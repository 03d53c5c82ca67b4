package io.dataplat.compiler.output;

/**
 * A file to write: its path relative to the parent of the output directory with {@code /}, its
 * text, and the source that produced it.
 */
public record Artifact(String path, String content, String owner) {

  public Artifact {
    if (!isClean(path)) {
      throw new IllegalArgumentException("not a clean relative path: " + path);
    }
    if (owner.isBlank()) {
      throw new IllegalArgumentException("nothing produced " + path);
    }
  }

  private static boolean isClean(String path) {
    for (String name : path.split("/", -1)) {
      if (name.isEmpty() || name.equals(".") || name.equals("..") || name.equals(".dataplat")) {
        return false;
      }
    }
    return path.chars().noneMatch(c -> c < ' ' || c == 0x7f || c == '\\' || c == ':');
  }
}
