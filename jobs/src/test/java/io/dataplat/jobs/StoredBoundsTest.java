package io.dataplat.jobs;

import static io.dataplat.jobs.fixture.Columns.key;
import static io.dataplat.jobs.fixture.Columns.nested;
import static io.dataplat.jobs.fixture.Columns.nullable;
import static io.dataplat.jobs.fixture.Columns.personal;
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
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The least and greatest values that tables and their files keep are values of the data, too. */
class StoredBoundsTest {

  private static final String BOUNDS =
      "SELECT %s FROM lakehouse.retail.people.files"
          .formatted(
              "readable_metrics.email.lower_bound, readable_metrics.`home.town`.lower_bound,"
                  + " readable_metrics.`home.street`.lower_bound");

  private static JobPlan people(ContractColumn email) {
    var columns =
        new ContractColumn[] {
          key("id", "bigint"),
          email,
          nested("home", "struct", nullable("town", "string"), personal("street")),
          nested("parents", "array<struct>", personal("name"), nullable("born", "int"))
        };
    return new PlanFixture()
        .source(
            "files",
            ReadMode.FULL,
            "people/*.json",
            Format.JSON,
            OnInvalid.QUARANTINE,
            Missing.FAIL,
            "",
            columns)
        .output("people", "files", WriteMode.OVERWRITE, "", columns)
        .build();
  }

  @Test
  void ofPersonalColumnsThereAreNoneWhereverTheyStandAndWheneverTheyBecameIt(@TempDir Path folder)
      throws IOException {
    var lake =
        new Lake(folder)
            .file(
                "people/a.json",
                """
                {"id": 1, "email": "a@x.org", "home": {"town": "Bern", "street": "Gasse 1"}, "parents": [{"name": "Eva", "born": 1960}]}
                """);
    var before = people(nullable("email", "string"));
    assertThat(lake.run(before, "2026-03-30T01:00:00Z").err()).isEmpty();
    assertThat(lake.rows(before, BOUNDS)).containsExactly("a@x.org|Bern|null");

    var after = people(personal("email"));
    assertThat(lake.run(after, "2026-03-31T01:00:00Z").err()).isEmpty();

    assertThat(lake.rows(after, BOUNDS)).containsExactly("null|Bern|null");
    var file = lake.rows(after, "SELECT file_path FROM lakehouse.retail.people.files").get(0);
    assertThat(columnsWithBounds(file))
        .containsExactlyInAnyOrder("id", "home.town", "parents.list.element.born", "_batch_id");
  }

  private static List<String> columnsWithBounds(String file) throws IOException {
    var path = new org.apache.hadoop.fs.Path(file);
    try (var reader = ParquetFileReader.open(HadoopInputFile.fromPath(path, new Configuration()))) {
      return reader.getFooter().getBlocks().get(0).getColumns().stream()
          .filter(column -> column.getStatistics().hasNonNullValue())
          .map(column -> column.getPath().toDotString())
          .toList();
    }
  }
}
