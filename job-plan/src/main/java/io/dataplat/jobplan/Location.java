package io.dataplat.jobplan;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a dataset lies inside its connection: exactly one of the four is present.
 *
 * @param keyPrefix what the names of all its keys begin with
 */
public record Location(
    Optional<String> table,
    Optional<String> path,
    Optional<String> topic,
    Optional<String> keyPrefix) {

  /** Refuses a location that names no place or several. */
  public Location {
    var places = Stream.of(table, path, topic, keyPrefix).filter(Optional::isPresent).count();
    if (places != 1) {
      throw new IllegalArgumentException("a location has one of table, path, topic, keyPrefix");
    }
  }

  /** A table of a catalog. */
  public static Location ofTable(String table) {
    return new Location(Optional.of(table), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** A glob of files in an object store. */
  public static Location ofPath(String path) {
    return new Location(Optional.empty(), Optional.of(path), Optional.empty(), Optional.empty());
  }

  /** A topic of Kafka. */
  public static Location ofTopic(String topic) {
    return new Location(Optional.empty(), Optional.empty(), Optional.of(topic), Optional.empty());
  }

  /** Keys of a key-value store. */
  public static Location ofKeys(String prefix) {
    return new Location(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(prefix));
  }
}
