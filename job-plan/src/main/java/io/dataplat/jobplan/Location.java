package io.dataplat.jobplan;

import java.util.Optional;

/** Where a dataset lies inside its connection: exactly one of the three is present. */
public record Location(Optional<String> table, Optional<String> path, Optional<String> topic) {

  /** Refuses a location that names no place or several. */
  public Location {
    var places = table.stream().count() + path.stream().count() + topic.stream().count();
    if (places != 1) {
      throw new IllegalArgumentException("a location has one of table, path, topic");
    }
  }

  /** A table of a catalog. */
  public static Location ofTable(String table) {
    return new Location(Optional.of(table), Optional.empty(), Optional.empty());
  }

  /** A glob of files in an object store. */
  public static Location ofPath(String path) {
    return new Location(Optional.empty(), Optional.of(path), Optional.empty());
  }

  /** A topic of Kafka. */
  public static Location ofTopic(String topic) {
    return new Location(Optional.empty(), Optional.empty(), Optional.of(topic));
  }
}
