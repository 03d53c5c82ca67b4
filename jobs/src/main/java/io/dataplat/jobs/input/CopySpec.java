package io.dataplat.jobs.input;

import io.dataplat.jobs.database.Database;
import io.dataplat.jobs.database.TableName;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.types.DataType;

/**
 * How the rows of a database table come.
 *
 * @param snapshot the state of the database that is read
 * @param sources the types in which the database sends the columns
 * @param hasPlaces whether the place of each row comes behind its columns
 * @param isPartitioned whether the table that each row lies in comes behind its place
 */
record CopySpec(
    Database database,
    String snapshot,
    TableName table,
    List<String> names,
    List<String> sources,
    List<DataType> types,
    boolean hasPlaces,
    boolean isPartitioned)
    implements Serializable {

  CopySpec {
    names = List.copyOf(names);
    sources = List.copyOf(sources);
    types = List.copyOf(types);
  }
}
