package io.dataplat.sql;

import java.util.List;

/**
 * What a query does with the rows of one of its relations: it takes them one by one, or in groups.
 *
 * @param grouped whether a row of the result stands for a group of them
 * @param values the output columns whose values are known from a row alone; of groups those that
 *     make a group
 * @param problems why the result cannot be computed group by group; without any it can
 */
public record RowGroups(boolean grouped, List<RowValue> values, List<SqlProblem> problems) {
  public RowGroups {
    values = List.copyOf(values);
    problems = List.copyOf(problems);
  }
}
