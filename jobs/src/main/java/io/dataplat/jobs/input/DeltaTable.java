package io.dataplat.jobs.input;

import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobplan.Format;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobs.session.LocalPlaces;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;
import scala.Option;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/** A Delta table in a folder of an object store. */
public record DeltaTable(SparkSession session, String name, Path path) {

  /** Whether a dataset is a Delta table. */
  public static boolean holds(DatasetContract dataset) {
    return dataset.format() == Format.DELTA;
  }

  /** The table of a dataset. */
  public static DeltaTable of(
      SparkSession session, JobPlan plan, LocalPlaces places, DatasetContract dataset) {
    var connection = plan.connection(dataset.connection()).orElseThrow();
    var store = ObjectStore.of(connection, places, session.sparkContext().hadoopConfiguration());
    var folder = dataset.location().table().orElseThrow();
    return new DeltaTable(
        session, dataset.connection() + "." + folder, new Path(store.root(), folder));
  }

  /** The log of its versions. */
  public DeltaLog log() {
    return DeltaLog.forTable(session, path);
  }

  /** The version that readers see now; below zero where no table is. */
  public Snapshot newest() {
    return log().update(false, Option.empty(), Option.empty());
  }

  /** A version, if the log still has it. */
  Snapshot at(long version) {
    return log().getSnapshotAt(version, Option.empty(), Option.empty(), false);
  }

  /** Whether the folder holds a table. */
  public boolean exists() {
    return newest().version() >= 0;
  }

  /** The properties of a version. */
  public static Map<String, String> properties(Snapshot version) {
    return CollectionConverters.asJava(version.metadata().configuration());
  }

  /** The rows of a version. */
  public Dataset<Row> rows(Snapshot version) {
    Seq<Expression> everything = CollectionConverters.asScala(List.<Expression>of()).toSeq();
    return session.baseRelationToDataFrame(
        log().createRelation(everything, Option.apply(version), Option.empty(), false));
  }
}
