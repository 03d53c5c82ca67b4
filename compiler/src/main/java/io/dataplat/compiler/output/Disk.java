package io.dataplat.compiler.output;

import java.io.IOException;
import java.nio.file.Path;

/** The few changes to a file system that writing needs; tests make each of them fail. */
interface Disk {

  void createFolder(Path folder) throws IOException;

  void write(Path file, byte[] content) throws IOException;

  /** Returns once the content of a file has reached the device. */
  void force(Path file) throws IOException;

  /** Moves a file in one step over whatever file is there. */
  void move(Path from, Path to) throws IOException;

  void delete(Path path) throws IOException;
}
