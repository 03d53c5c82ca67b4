package io.dataplat.jobs.input;

import java.util.List;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The columns that a source adds to those of its contract: where a row came from, and its fate. */
public final class SourceColumns {

  /** Why a record is corrupt; null for a good one. */
  public static final String CORRUPT = "_corrupt";

  /** The path of the file; null for tables. */
  public static final String FILE = "_file";

  /** The byte offset or row number in the file. */
  public static final String OFFSET = "_offset";

  /** The text of a corrupt record; null where it must not be kept. */
  public static final String RAW = "_raw";

  /** The topic, partition, offset and timestamp of a message: where a row of a stream came from. */
  public static final String MESSAGE = "_message";

  /** What the source has beside the contract, where that counts by row; null for nothing. */
  public static final String UNKNOWN = "_unknown";

  private SourceColumns() {}

  /** All of them, in order. */
  public static List<String> all() {
    return List.of(CORRUPT, FILE, OFFSET, RAW);
  }

  static StructType appendTo(StructType contract) {
    return contract
        .add(CORRUPT, DataTypes.StringType)
        .add(FILE, DataTypes.StringType)
        .add(OFFSET, DataTypes.LongType)
        .add(RAW, DataTypes.StringType);
  }
}
