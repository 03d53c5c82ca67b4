package io.dataplat.jobs.files;

import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobplan.Format;
import io.dataplat.jobplan.Sha256;
import io.dataplat.jobs.session.ColumnTypes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;

/** What a reader of files must know beforehand, in one word. */
final class FilesLayout {

  private FilesLayout() {}

  static String of(DatasetContract dataset) {
    var parts = new ArrayList<String>();
    parts.add(dataset.format().toString());
    if (dataset.format() == Format.CSV) {
      parts.add(dataset.options().toString());
      parts.add(dataset.timezone().orElse("UTC"));
    }
    for (ContractColumn column : dataset.columns()) {
      parts.add(column.sourceName() + " " + ColumnTypes.stored(column).sql());
    }
    return Sha256.hex(String.join("\n", parts).getBytes(StandardCharsets.UTF_8)).substring(0, 32);
  }
}
