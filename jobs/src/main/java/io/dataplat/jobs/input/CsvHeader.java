package io.dataplat.jobs.input;

import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobplan.OnUnknownColumn;
import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;

/** Finds the contract's columns in the header of each file, by their exact names. */
final class CsvHeader {

  /**
   * Where the columns of a contract stand in a file.
   *
   * @param unknown what the contract lacks
   * @param hasRecords whether anything stands behind the header
   */
  record Layout(List<Integer> positions, int width, List<String> unknown, boolean hasRecords) {}

  private record Header(List<String> names, boolean isAll) {}

  private final DatasetContract dataset;
  private final CsvFormat format;

  CsvHeader(DatasetContract dataset, CsvFormat format) {
    this.dataset = dataset;
    this.format = format;
  }

  Layout of(SourceFile file, Configuration configuration) {
    var width = dataset.columns().size();
    if (!format.header() || file.length() == 0) {
      var positions = IntStream.range(0, width).boxed().toList();
      return new Layout(positions, width, List.of(), file.length() > 0);
    }
    return layout(file, header(file, configuration));
  }

  private Header header(SourceFile file, Configuration configuration) {
    try (var lines = TextFiles.open(FileSplit.whole(file), configuration)) {
      CsvCut.of(format).next(lines);
      var text = new RecordText(format.encoding()).of(lines.bytes(), lines.from(), lines.to());
      if (text == null) {
        throw refused(file, "has a header that is not in " + format.encoding());
      }
      var fields =
          CsvFields.parse(format, text)
              .orElseThrow(() -> refused(file, "has a header with an open quote"));
      return new Header(fields.stream().map(CsvFields.Field::text).toList(), lines.isAtEnd());
    } catch (IOException e) {
      throw UnreadableFile.at(file, 0, e);
    }
  }

  private Layout layout(SourceFile file, Header header) {
    var names = header.names();
    if (names.stream().distinct().count() != names.size()) {
      throw refused(file, "names a column twice in its header");
    }
    var positions = new ArrayList<Integer>();
    for (ContractColumn column : dataset.columns()) {
      var position = names.indexOf(column.sourceName());
      if (position < 0) {
        throw refused(file, "has no column `" + column.sourceName() + "`");
      }
      positions.add(position);
    }
    return new Layout(List.copyOf(positions), names.size(), unknown(file, names), !header.isAll());
  }

  private List<String> unknown(SourceFile file, List<String> names) {
    var unknown = new LinkedHashSet<>(names);
    dataset.columns().forEach(column -> unknown.remove(column.sourceName()));
    if (!unknown.isEmpty() && dataset.onUnknownColumn() == OnUnknownColumn.FAIL) {
      throw refused(file, "has the unknown column `" + unknown.iterator().next() + "`");
    }
    return List.copyOf(unknown);
  }

  private JobFailure refused(SourceFile file, String what) {
    return new JobFailure(
        ExitCode.INPUT_REFUSED,
        "columns-not-as-contract",
        "the file `" + file.path() + "` of `" + dataset.id() + "` " + what);
  }
}
