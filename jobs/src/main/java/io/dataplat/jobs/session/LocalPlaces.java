package io.dataplat.jobs.session;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The folders of one machine: where embedded catalogs and keys lie, and what relative paths of
 * local object stores are relative to.
 *
 * @param databases the port of the server of embedded databases, if there is one
 * @param keyValues the port of the server of embedded key-value stores, if there is one
 */
public record LocalPlaces(
    Path state, Path root, Optional<Integer> databases, Optional<Integer> keyValues) {

  /** Places without embedded servers. */
  public LocalPlaces(Path state, Path root) {
    this(state, root, Optional.empty(), Optional.empty());
  }

  /** The warehouse of an embedded catalog. */
  public Path warehouse(String connection) {
    return state.resolve("warehouse").resolve(connection).toAbsolutePath().normalize();
  }

  /** The folder of the random keys that stand for secrets in a local run. */
  public Path keys() {
    return state.resolve("keys");
  }

  /** A path of a local object store. */
  public Path files(String path) {
    return root.resolve(path).toAbsolutePath().normalize();
  }
}
