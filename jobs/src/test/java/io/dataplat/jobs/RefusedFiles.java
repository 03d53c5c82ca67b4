package io.dataplat.jobs;

import static io.dataplat.jobs.fixture.Columns.key;
import static io.dataplat.jobs.fixture.Columns.nullable;
import static io.dataplat.jobs.fixture.Columns.required;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.Format;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.Missing;
import io.dataplat.jobplan.OnInvalid;
import io.dataplat.jobplan.ReadMode;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.fixture.Lake;
import io.dataplat.jobs.fixture.PlanFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that a run refuses: what is said of them, and that nothing is published. */
abstract class RefusedFiles {

  static final String TICK = "2026-03-30T01:00:00Z";
  static final String HEADER = "id,note,amount\n";

  final Path folder;
  int lakes;
  Lake lake;

  RefusedFiles(Path folder) throws IOException {
    this.folder = folder;
    this.lake = emptyLake();
  }

  final Lake emptyLake() throws IOException {
    return new Lake(Files.createDirectories(folder.resolve("lake" + lakes++)));
  }

  static JobPlan copy(Format format) {
    var columns =
        new ContractColumn[] {
          key("id", "bigint"), nullable("note", "string"), required("amount", "decimal(12,2)")
        };
    return new PlanFixture()
        .source(
            "files",
            ReadMode.FULL,
            "orders/*",
            format,
            OnInvalid.QUARANTINE,
            Missing.FAIL,
            "",
            columns)
        .output("orders", "files", WriteMode.OVERWRITE, "", columns)
        .build();
  }

  final void refused(Format format, String file, byte[] bytes, String message) throws IOException {
    lake = emptyLake();
    var outcome = lake.file("orders/" + file, bytes).run(copy(format), TICK);
    assertThat(outcome.err()).matches("\\Qfailed: " + message + "\\E\n");
    assertThat(outcome.code()).isEqualTo(ExitCode.INPUT_REFUSED);
    assertThat(lake.rows(copy(format), "SELECT id FROM lakehouse.retail.orders"))
        .as("published of " + file)
        .isEmpty();
  }
}
