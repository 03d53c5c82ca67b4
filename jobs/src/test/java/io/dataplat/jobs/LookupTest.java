package io.dataplat.jobs;

import static io.dataplat.jobs.fixture.Columns.generated;
import static io.dataplat.jobs.fixture.Columns.key;
import static io.dataplat.jobs.fixture.Columns.nullable;
import static io.dataplat.jobs.fixture.Columns.required;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.Generated;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.LateChanges;
import io.dataplat.jobplan.MissingMember;
import io.dataplat.jobplan.ReadMode;
import io.dataplat.jobplan.Step;
import io.dataplat.jobplan.StepKind;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.fixture.Lake;
import io.dataplat.jobs.fixture.Lookups;
import io.dataplat.jobs.fixture.PlanFixture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Facts that get the surrogate keys of their dimensions. */
class LookupTest {

  private static final ContractColumn[] PEOPLE = {
    key("id", "bigint"), required("at", "timestamp"), nullable("city", "string")
  };
  private static final ContractColumn[] VERSIONS = {
    PEOPLE[0],
    PEOPLE[1],
    PEOPLE[2],
    generated("since", "timestamp", Generated.VALID_FROM),
    generated("until", "timestamp", Generated.VALID_TO),
    generated("person_key", "string", Generated.SURROGATE_KEY)
  };
  private static final ContractColumn[] MEMBERS = {PEOPLE[0], PEOPLE[1], PEOPLE[2], VERSIONS[5]};
  private static final ContractColumn[] SALES = {
    key("sale", "int"), nullable("person", "int"), required("day", "date")
  };
  private static final Map<String, String> NOBODY =
      Map.of("id", "-1", "at", "0001-01-01T00:00:00Z", "city", "nowhere");
  private static final String ZEROS = "0".repeat(32);
  private static final String FACTS =
      "SELECT sale, city, person_key = '" + ZEROS + "' FROM lakehouse.retail.placed_sales";
  private static final String NIGHT = "2026-02-01T00:00:00Z";

  private static PlanFixture people(WriteMode mode, ContractColumn... columns) {
    return new PlanFixture()
        .task("people")
        .csv("files", ReadMode.FULL, "people/*.csv", PEOPLE)
        .output("people", "files", mode, "at", columns);
  }

  private static JobPlan sales(Step lookup, ContractColumn... dimension) {
    return new PlanFixture()
        .csv("sales", ReadMode.FULL, "sales/*.csv", SALES)
        .table("people", ReadMode.FULL, "", "retail.orders_daily.people", dimension)
        .step(lookup)
        .output(
            "placed_sales",
            "placed",
            WriteMode.OVERWRITE,
            "",
            SALES[0],
            nullable("person_key", "string"),
            nullable("city", "string"))
        .build();
  }

  private static Lake lake(Path folder, String people, String sales) throws IOException {
    return new Lake(folder)
        .file("people/a.csv", "id,at,city\n" + people)
        .file("sales/a.csv", "sale,person,day\n" + sales);
  }

  @Test
  void aFactGetsTheVersionOfItsTimeAndNoneIsLostOrDoubled(@TempDir Path folder) throws IOException {
    var lake =
        lake(
            folder,
            """
            1,2026-01-01T23:00:00Z,Bern
            1,2026-01-03T23:00:00Z,Basel
            2,2026-01-01T00:00:00Z,Chur
            """,
            """
            1,1,2026-01-03
            2,1,2026-01-04
            3,1,2025-12-31
            4,9,2026-01-04
            5,,2026-01-04
            6,2,2026-01-04
            """);
    var people =
        people(WriteMode.SCD2, VERSIONS)
            .history("at", LateChanges.QUARANTINE)
            .writing(Lookups.unknown(NOBODY))
            .build();
    assertThat(lake.run(people, NIGHT).out())
        .as("the unknown member is no row of a source")
        .contains("3 accepted (versionsOpened 3, corrected 0, unchanged 0, stale 0)");

    var sales = sales(Lookups.versionOfPerson(Optional.of("day"), MissingMember.UNKNOWN), VERSIONS);
    assertThat(lake.run(sales, NIGHT).out())
        .contains("read 6 = written 6 + quarantined 0 + dropped 0 + deduplicated 0");
    assertThat(lake.rows(sales, FACTS))
        .as("a version begins with its first day in Zurich, and ends before the next one")
        .containsExactly(
            "1|Bern|false",
            "2|Basel|false",
            "3|nowhere|true",
            "4|nowhere|true",
            "5|nowhere|true",
            "6|Chur|false");
    assertThat(
            lake.rows(
                sales,
                """
                SELECT count(*), count_if(p.city = s.city) FROM lakehouse.retail.placed_sales s
                JOIN lakehouse.retail.people p USING (person_key)"""))
        .as("no fact is lost where the key is joined")
        .containsExactly("6|6");

    var today = sales(Lookups.versionOfPerson(Optional.empty(), MissingMember.DROP), VERSIONS);
    assertThat(lake.run(today, NIGHT).out())
        .contains("step:placed: 6 in, 4 out (filtering)")
        .contains("read 6 = written 4 + quarantined 0 + dropped 0 + deduplicated 0 + filtered 2");
    assertThat(lake.rows(today, FACTS))
        .containsExactly("1|Basel|false", "2|Basel|false", "3|Basel|false", "6|Chur|false");
  }

  @Test
  void aFactBeforeItsDimensionHasTheKeyThatTheMemberWillHave(@TempDir Path folder)
      throws IOException {
    var lake =
        lake(
            folder,
            "1,2026-01-01T00:00:00Z,Bern\n",
            "1,1,2026-01-03\n2,7,2026-01-03\n3,,2026-01-03\n");
    var people = people(WriteMode.SCD1, MEMBERS).writing(Lookups.unknown(NOBODY)).build();
    lake.run(people, NIGHT);
    var sales = sales(Lookups.person(MissingMember.INFERRED), MEMBERS);
    lake.run(sales, NIGHT);
    assertThat(lake.rows(sales, FACTS))
        .containsExactly("1|Bern|false", "2|nowhere|false", "3|nowhere|true");

    lake.file("people/a.csv", "id,at,city\n7,2026-01-05T00:00:00Z,Genf\n");
    assertThat(lake.run(people, "2026-02-02T00:00:00Z").out())
        .contains("(inserted 1, updated 0, unchanged 0, stale 0)");
    assertThat(
            lake.rows(
                sales,
                """
                SELECT sale, p.city FROM lakehouse.retail.placed_sales
                JOIN lakehouse.retail.people p USING (person_key)"""))
        .containsExactly("1|Bern", "2|Genf", "3|nowhere");
  }

  // The dimension reads what the facts are made of, not the facts: so nothing waits for itself.
  private static PlanFixture peopleOfSales(WriteMode mode, ContractColumn... columns) {
    return new PlanFixture()
        .task("people")
        .csv("files", ReadMode.FULL, "people/*.csv", PEOPLE)
        .csv("sales", ReadMode.FULL, "sales/*.csv", SALES)
        .sql(
            "known",
            StepKind.RESHAPING,
            """
            SELECT id, at, city FROM files
            UNION ALL
            SELECT DISTINCT CAST(person AS BIGINT), TIMESTAMP'0001-01-01T00:00:00Z', 'not known yet'
            FROM sales WHERE person IS NOT NULL""",
            "files",
            "sales")
        .output("people", "known", mode, "at", columns);
  }

  @Test
  void aMemberThatOnlyFactsKnowIsARowOfTheDimensionUntilItsOwnComes(@TempDir Path folder)
      throws IOException {
    var lake = lake(folder, "1,2026-01-01T00:00:00Z,Bern\n", "1,1,2026-01-03\n2,7,2026-01-03\n");
    var people = peopleOfSales(WriteMode.SCD1, MEMBERS).build();
    var sales = sales(Lookups.person(MissingMember.KEEP), MEMBERS);
    var joined =
        """
        SELECT sale, p.city FROM lakehouse.retail.placed_sales
        JOIN lakehouse.retail.people p USING (person_key)""";
    assertThat(lake.run(people, NIGHT).out())
        .contains("2 accepted (inserted 2, updated 0, unchanged 0, stale 0), 1 of the same key");
    lake.run(sales, NIGHT);
    assertThat(lake.rows(sales, joined)).containsExactly("1|Bern", "2|not known yet");

    lake.file("people/a.csv", "id,at,city\n7,2026-01-05T00:00:00Z,Genf\n");
    assertThat(lake.run(people, "2026-02-02T00:00:00Z").out())
        .as("what the facts know of a member never replaces what its source says")
        .contains("(inserted 0, updated 1, unchanged 0, stale 1)");
    assertThat(lake.rows(sales, joined))
        .as("the facts need not be written again")
        .containsExactly("1|Bern", "2|Genf");
  }

  @Test
  @Tag("slow")
  void inAHistorySuchAMemberHoldsUntilItsFirstVersion(@TempDir Path folder) throws IOException {
    var lake = lake(folder, "", "1,7,2026-01-03\n");
    var people = peopleOfSales(WriteMode.SCD2, VERSIONS).history("at", LateChanges.INSERT).build();
    var sales = sales(Lookups.versionOfPerson(Optional.of("day"), MissingMember.KEEP), VERSIONS);
    lake.run(people, NIGHT);
    lake.run(sales, NIGHT);
    lake.file("people/a.csv", "id,at,city\n7,2026-01-05T00:00:00Z,Genf\n")
        .file("sales/b.csv", "sale,person,day\n2,7,2026-01-06\n");
    lake.run(people, "2026-02-02T00:00:00Z");
    assertThat(
            lake.rows(sales, "SELECT city, year(since), day(until) FROM lakehouse.retail.people"))
        .containsExactly("Genf|2026|null", "not known yet|1|5");
    assertThat(
            lake.rows(
                sales,
                """
                SELECT sale, p.city FROM lakehouse.retail.placed_sales
                JOIN lakehouse.retail.people p USING (person_key)"""))
        .as("a fact from before it keeps the version of its time")
        .containsExactly("1|not known yet");
    lake.run(sales, "2026-02-02T00:00:00Z");
    assertThat(lake.rows(sales, "SELECT sale, city FROM lakehouse.retail.placed_sales"))
        .containsExactly("1|not known yet", "2|Genf");
  }

  @Test
  void twoRowsOfOneKeyStopTheRunAndSoDoVersionsThatOverlap(@TempDir Path folder)
      throws IOException {
    var lake =
        lake(
            folder,
            "1,2026-01-01T00:00:00Z,Bern\n1,2026-01-02T00:00:00Z,Basel\n",
            "1,1,2026-01-03\n");
    lake.run(people(WriteMode.APPEND, MEMBERS).build(), NIGHT);
    var twice = lake.run(sales(Lookups.person(MissingMember.KEEP), MEMBERS), NIGHT);
    assertThat(twice.code()).isEqualTo(ExitCode.EXPRESSION_FAILED);
    assertThat(twice.err())
        .isEqualTo(
            "failed: lookup-not-unique: step placed: what it looks up in has two rows for one value of the key id\n");
    assertThat(lake.rows(sales(Lookups.person(MissingMember.KEEP), MEMBERS), FACTS)).isEmpty();

    lake.file(
        "periods/a.csv",
        "id,since,until,person_key,city\n1,2026-01-01T00:00:00Z,2026-01-05T00:00:00Z,a,A\n1,2026-01-03T00:00:00Z,,b,B\n");
    var periods =
        new ContractColumn[] {
          required("id", "bigint"),
          required("since", "timestamp"),
          nullable("until", "timestamp"),
          required("person_key", "string"),
          nullable("city", "string")
        };
    var overlapping =
        new PlanFixture()
            .csv("sales", ReadMode.FULL, "sales/*.csv", SALES)
            .csv("people", ReadMode.FULL, "periods/*.csv", periods)
            .step(Lookups.versionOfPerson(Optional.of("day"), MissingMember.KEEP))
            .output("other_sales", "placed", WriteMode.OVERWRITE, "", SALES[0], periods[3])
            .build();
    assertThat(lake.run(overlapping, NIGHT).err()).contains("lookup-not-unique");
  }

  @Test
  @Tag("slow")
  void aKeyThatIsNotFoundIsKeptAndAnEmptyDimensionLosesNoFact(@TempDir Path folder)
      throws IOException {
    var lake = lake(folder, "", "1,1,2026-01-03\n2,,2026-01-03\n");
    lake.run(people(WriteMode.SCD1, MEMBERS).build(), NIGHT);
    var kept = sales(Lookups.person(MissingMember.KEEP), MEMBERS);
    assertThat(lake.run(kept, NIGHT).out()).contains("read 2 = written 2 +");
    assertThat(lake.rows(kept, FACTS)).containsExactly("1|null|null", "2|null|null");
    var dropped = sales(Lookups.person(MissingMember.DROP), MEMBERS);
    assertThat(lake.run(dropped, NIGHT).out())
        .contains("read 2 = written 0 +")
        .contains("filtered 2");
  }
}
