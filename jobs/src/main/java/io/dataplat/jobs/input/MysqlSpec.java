package io.dataplat.jobs.input;

import io.dataplat.jobs.database.Database;
import io.dataplat.jobs.database.TableName;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.types.DataType;

/** How the rows of a table of a MySQL come: the columns by name, and the types of the contract. */
record MysqlSpec(Database database, TableName table, List<String> names, List<DataType> types)
    implements Serializable {

  MysqlSpec {
    names = List.copyOf(names);
    types = List.copyOf(types);
  }
}
