package io.dataplat.sql;

import java.util.List;

/** A query, all that it may read, and the time zone of its session. */
public record QueryRequest(
    String sql, List<Relation> relations, List<Parameter> parameters, String timezone) {
  public QueryRequest {
    relations = List.copyOf(relations);
    parameters = List.copyOf(parameters);
  }
}
