package io.dataplat.compiler.output;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Reads what stands in the output folders, without ever following a symbolic link. */
final class OutputTree {

  /** What stands at a path. */
  enum Kind {
    ABSENT,
    FILE,
    FOLDER,
    OTHER
  }

  private final Path base;

  OutputTree(Path base) {
    this.base = base;
  }

  Path resolve(String path) {
    return base.resolve(path);
  }

  Kind kind(String path) throws IOException {
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(resolve(path), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (attributes.isDirectory()) {
        return Kind.FOLDER;
      }
      return attributes.isRegularFile() ? Kind.FILE : Kind.OTHER;
    } catch (NoSuchFileException e) {
      return Kind.ABSENT;
    } catch (java.nio.file.FileSystemException e) {
      // A file stands where the path needs a folder.
      if (String.valueOf(e.getReason()).contains("Not a directory")) {
        return Kind.ABSENT;
      }
      throw e;
    }
  }

  /** The names in a folder, sorted. */
  List<String> names(String folder) throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> children = Files.newDirectoryStream(resolve(folder))) {
      children.forEach(child -> names.add(String.valueOf(child.getFileName())));
    }
    Collections.sort(names);
    return names;
  }

  byte[] read(String path) throws IOException {
    try (SeekableByteChannel channel =
        Files.newByteChannel(resolve(path), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      ByteBuffer content = ByteBuffer.allocate((int) channel.size());
      while (content.hasRemaining() && channel.read(content) >= 0) {
        // A read may bring less than there is.
      }
      return content.array();
    }
  }

  /** Whether every folder on the way to a path is one, or is not there yet. */
  boolean isReachable(String path) throws IOException {
    for (int end = path.indexOf('/'); end > 0; end = path.indexOf('/', end + 1)) {
      Kind kind = kind(path.substring(0, end));
      if (kind == Kind.ABSENT) {
        return true;
      }
      if (kind != Kind.FOLDER) {
        return false;
      }
    }
    return true;
  }
}
