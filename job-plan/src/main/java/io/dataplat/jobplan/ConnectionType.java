package io.dataplat.jobplan;

/** What datasets can live behind a connection. */
public enum ConnectionType {
  CATALOG("catalog"),
  OBJECT_STORE("objectStore"),
  KAFKA("kafka"),
  JDBC("jdbc"),
  KEY_VALUE("keyValue");

  private final String spelling;

  ConnectionType(String spelling) {
    this.spelling = spelling;
  }

  /** The spelling in JSON. */
  @Override
  public String toString() {
    return spelling;
  }
}
