package io.dataplat.jobs.parquet;

import java.util.Map;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.formats.FormatModel;
import org.apache.iceberg.formats.FormatModelRegistry;
import org.apache.iceberg.util.Pair;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.api.plugin.SparkPlugin;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes Iceberg write rows by {@link RowFile} in every process that runs tasks. */
public final class ParquetRows implements SparkPlugin {

  private static final Logger LOGGER = LoggerFactory.getLogger(ParquetRows.class);

  /** The setting of Spark that names its plugins. */
  public static final String SETTING = "spark.plugins";

  /** The value of the setting that adds this one to others; an empty text stands for none. */
  public static String beside(String others) {
    var own = ParquetRows.class.getName();
    return others.isBlank() ? own : others + "," + own;
  }

  @Override
  public DriverPlugin driverPlugin() {
    return new DriverPlugin() {};
  }

  @Override
  public ExecutorPlugin executorPlugin() {
    return new ExecutorPlugin() {
      @Override
      public void init(PluginContext context, Map<String, String> configuration) {
        register();
      }
    };
  }

  // Iceberg has one writer for rows of Spark and no way to name another. If it keeps it elsewhere
  // one day, its own goes on writing, which is slower and no less right.
  private static void register() {
    try {
      var models = FormatModelRegistry.class.getDeclaredField("MODELS");
      models.setAccessible(true);
      @SuppressWarnings("unchecked")
      var registered =
          (Map<Pair<FileFormat, Class<?>>, FormatModel<InternalRow, StructType>>) models.get(null);
      registered.compute(
          Pair.of(FileFormat.PARQUET, InternalRow.class),
          (key, model) ->
              model == null || model instanceof RowFormat ? model : new RowFormat(model));
    } catch (ReflectiveOperationException | RuntimeException e) {
      LOGGER.warn("Parquet files are written by Iceberg's own writer", e);
    }
  }
}
