package io.dataplat.jobs.write;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.ProjectingInternalRow;
import org.apache.spark.sql.connector.write.DeltaWriter;
import org.apache.spark.sql.connector.write.DeltaWriterFactory;
import org.apache.spark.sql.connector.write.WriterCommitMessage;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Writes the rows of a partition, as {@link PlacedRows} lays them out: the row, the id of its
 * place, the metadata of its place, its kind and what to do with it.
 */
record DeltaTask(DeltaWriterFactory factory, StructType row, StructType id, StructType metadata)
    implements Serializable {

  static final String INSERT = "insert";
  static final String UPDATE = "update";
  static final String DELETE = "delete";

  /** What was said of a row. */
  record Kind(@Nullable String became, @Nullable String does) implements Serializable {}

  /** What a task has written. The result of a task counts once, however often it was tried. */
  record Written(Map<Kind, Long> kinds, WriterCommitMessage message) implements Serializable {

    static Map<Kind, Long> kinds(List<Written> all) {
      var sum = new LinkedHashMap<Kind, Long>();
      all.forEach(each -> each.kinds.forEach((kind, rows) -> sum.merge(kind, rows, Long::sum)));
      return sum;
    }
  }

  /** Writes all rows of a partition. */
  Iterator<Written> write(Integer partition, Iterator<InternalRow> rows) {
    try (var writer = factory.createWriter(partition, TaskContext.get().taskAttemptId())) {
      return List.of(write(writer, rows)).iterator();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Written write(DeltaWriter<InternalRow> writer, Iterator<InternalRow> rows)
      throws IOException {
    var isWritten = false;
    try {
      var kinds = new Changing(writer).all(rows);
      var message = writer.commit();
      isWritten = true;
      return new Written(kinds, message);
    } finally {
      if (!isWritten) {
        writer.abort();
      }
    }
  }

  private static ProjectingInternalRow projection(StructType type, int from) {
    var ordinals = IntStream.range(from, from + type.size()).boxed().map(Object.class::cast);
    return ProjectingInternalRow.apply(
        type, CollectionConverters.asScala(ordinals.toList()).toIndexedSeq());
  }

  private final class Changing {

    private final DeltaWriter<InternalRow> writer;
    private final ProjectingInternalRow values = projection(row, 0);
    private final ProjectingInternalRow place = projection(id, row.size());
    private final ProjectingInternalRow beside = projection(metadata, row.size() + id.size());
    private final int became = row.size() + id.size() + metadata.size();

    Changing(DeltaWriter<InternalRow> writer) {
      this.writer = writer;
    }

    Map<Kind, Long> all(Iterator<InternalRow> rows) throws IOException {
      var kinds = new LinkedHashMap<Kind, Long>();
      while (rows.hasNext()) {
        var row = rows.next();
        var kind = new Kind(text(row, became), text(row, became + 1));
        kinds.merge(kind, 1L, Long::sum);
        if (kind.does() != null) {
          change(row, kind.does());
        }
      }
      return kinds;
    }

    private void change(InternalRow row, String does) throws IOException {
      values.project(row);
      place.project(row);
      beside.project(row);
      switch (does) {
        case INSERT -> writer.insert(values);
        case DELETE -> writer.delete(beside, place);
        case UPDATE -> {
          writer.delete(beside, place);
          writer.reinsert(beside, values);
        }
        default -> throw new IllegalArgumentException(does);
      }
    }

    private static @Nullable String text(InternalRow row, int column) {
      UTF8String text = row.isNullAt(column) ? null : row.getUTF8String(column);
      return text == null ? null : text.toString();
    }
  }
}
