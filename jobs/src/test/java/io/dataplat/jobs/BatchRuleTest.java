package io.dataplat.jobs;

import static io.dataplat.jobs.fixture.Columns.allowed;
import static io.dataplat.jobs.fixture.Columns.key;
import static io.dataplat.jobs.fixture.Columns.masked;
import static io.dataplat.jobs.fixture.Columns.nullable;
import static io.dataplat.jobs.fixture.Columns.patterned;
import static io.dataplat.jobs.fixture.Columns.personal;
import static io.dataplat.jobs.fixture.Columns.required;
import static io.dataplat.jobs.fixture.Columns.token;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.MaskMethod;
import io.dataplat.jobplan.MetricName;
import io.dataplat.jobplan.OnViolation;
import io.dataplat.jobplan.Operator;
import io.dataplat.jobplan.ReadMode;
import io.dataplat.jobplan.StepKind;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.fixture.Lake;
import io.dataplat.jobs.fixture.PlanFixture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchRuleTest {

  private static final String TICK = "2026-03-30T01:00:00Z";
  private static final String QUARANTINE =
      "SELECT _gate, array_join(_rules, ','), _position, _row FROM lakehouse.retail.orders_daily__build__quarantine";

  private static PlanFixture copyOfAmounts() {
    return new PlanFixture()
        .csv(
            "files",
            ReadMode.FULL,
            "orders/*.csv",
            key("id", "bigint"),
            nullable("amount", "decimal(12,2)"));
  }

  @Test
  void e01ANullPassesARowRuleAndIsCountedAndNotNullIsARuleOfItsOwn(@TempDir Path folder)
      throws IOException {
    var lake = new Lake(folder).file("orders/a.csv", "id,amount\n1,1\n2,\n3,-1\n");
    var nullable =
        copyOfAmounts()
            .output(
                "orders",
                "files",
                WriteMode.OVERWRITE,
                "",
                key("id", "bigint"),
                nullable("amount", "decimal(12,2)"))
            .rule("positive", "amount >= 0", OnViolation.QUARANTINE)
            .build();
    assertThat(lake.run(nullable, TICK).out())
        .contains(
            "rule positive: 1 violations, quarantine, 1 unknown",
            "read 3 = written 2 + quarantined 1");
    assertThat(lake.rows(nullable, QUARANTINE))
        .containsExactly("output:orders|positive|{\"id\":3}|{\"id\":3,\"amount\":-1.00}");
    var required =
        copyOfAmounts()
            .output(
                "orders",
                "files",
                WriteMode.OVERWRITE,
                "",
                key("id", "bigint"),
                required("amount", "decimal(12,2)"))
            .rule("positive", "amount >= 0", OnViolation.WARN)
            .build();
    assertThat(lake.run(required, TICK).out())
        .contains(
            "read 3 = written 2 + quarantined 1",
            "rule not-null:amount: 1 violations, quarantine",
            "rule positive: 1 violations, warn");
    assertThat(lake.rows(required, QUARANTINE))
        .as("the re-run replaced the quarantine rows of its batch")
        .containsExactly("output:orders|not-null:amount|{\"id\":2}|{\"id\":2}");
  }

  @Test
  void e02ARowThatHitsThreeRulesGoesOneWayAndCountsThreeTimes(@TempDir Path folder)
      throws IOException {
    var plan =
        copyOfAmounts()
            .output(
                "orders",
                "files",
                WriteMode.APPEND,
                "",
                key("id", "bigint"),
                nullable("amount", "decimal(12,2)"))
            .rule("small", "amount < 10", OnViolation.WARN)
            .rule("even", "id % 2 = 0", OnViolation.DROP)
            .rule("cheap", "amount < 100", OnViolation.QUARANTINE)
            .build();
    var lake = new Lake(folder).file("orders/a.csv", "id,amount\n1,500\n3,1\n4,50\n");
    assertThat(lake.run(plan, TICK).out())
        .contains("rule small: 2 violations", "rule even: 2 violations", "rule cheap: 1 violations")
        .contains("read 3 = written 1 + quarantined 1 + dropped 1 + deduplicated 0");
    assertThat(lake.rows(plan, QUARANTINE)).singleElement().asString().contains("cheap,even,small");
  }

  @Test
  void e03AFailInOneOutputPublishesNoOutputAndCountsToTheEnd(@TempDir Path folder)
      throws IOException {
    var plan =
        copyOfAmounts()
            .output("orders", "files", WriteMode.APPEND, "", key("id", "bigint"))
            .output(
                "amounts",
                "files",
                WriteMode.APPEND,
                "",
                key("id", "bigint"),
                nullable("amount", "decimal(12,2)"))
            .rule("positive", "amount >= 0", OnViolation.FAIL)
            .build();
    var lake = new Lake(folder).file("orders/a.csv", "id,amount\n1,-1\n2,2\n3,3\n4,-4\n");
    var outcome = lake.run(plan, TICK);
    assertThat(outcome.code()).isEqualTo(ExitCode.EXPECTATION_FAILED);
    assertThat(outcome.out())
        .contains(
            "expectation-failed: rule `positive` at output:amounts: 2 rows violate it",
            "status: failed");
    assertThat(lake.rows(plan, "SELECT id FROM lakehouse.retail.orders")).isEmpty();
    assertThat(lake.rows(plan, "SELECT id FROM lakehouse.retail.amounts")).isEmpty();
    assertThat(lake.rows(plan, QUARANTINE)).as("main of the quarantine").isEmpty();
    assertThat(rejectedOnBranch(lake, plan))
        .as("e11: the rows can be looked at on the branch")
        .containsExactly("positive|{\"id\":1}", "positive|{\"id\":4}");
  }

  private static List<String> rejectedOnBranch(Lake lake, JobPlan plan) {
    var table = "lakehouse.retail.orders_daily__build__quarantine";
    var branches = lake.rows(plan, "SELECT name FROM " + table + ".refs WHERE name <> 'main'");
    assertThat(branches).hasSize(1);
    return lake.rows(
        plan,
        "SELECT array_join(_rules, ','), _position FROM %s VERSION AS OF '%s'"
            .formatted(table, branches.get(0)));
  }

  @Test
  @Tag("slow")
  void e06MetricsDescribeTheRowsThatAreKept(@TempDir Path folder) throws IOException {
    var plan =
        copyOfAmounts()
            .output(
                "orders",
                "files",
                WriteMode.OVERWRITE,
                "",
                key("id", "bigint"),
                nullable("amount", "decimal(12,2)"))
            .rule("positive", "amount >= 0", OnViolation.QUARANTINE)
            .metric("some", MetricName.ROW_COUNT, Operator.MUST_BE_GREATER_THAN, 0)
            .metric("unique", MetricName.DUPLICATE_VALUES, Operator.MUST_BE, 0, "id")
            .metric("known", MetricName.NULL_VALUES, Operator.MUST_BE_LESS_OR_EQUAL_TO, 1, "amount")
            .build();
    var lake = new Lake(folder).file("orders/a.csv", "id,amount\n1,-1\n2,-2\n");
    var outcome = lake.run(plan, TICK);
    assertThat(outcome.code()).isEqualTo(ExitCode.EXPECTATION_FAILED);
    assertThat(outcome.out())
        .contains("metric `some` at output:orders is 0")
        .doesNotContain("metric `unique`");
    lake.file("orders/a.csv", "id,amount\n1,\n1,\n2,5\n");
    assertThat(lake.run(plan, TICK).out())
        .contains("metric `unique` at output:orders is 1", "metric `known` at output:orders is 2")
        .doesNotContain("metric `some`");
  }

  @Test
  @Tag("slow")
  void valuesOutsideTheContractOfASourceAreStoppedAtItsGate(@TempDir Path folder)
      throws IOException {
    var plan =
        new PlanFixture()
            .csv(
                "files",
                ReadMode.FULL,
                "orders/*.csv",
                key("id", "bigint"),
                allowed("status", "O", "it's"),
                patterned("clerk", "C#[0-9]+|x"))
            .inputRule("known", "id < 100", OnViolation.DROP)
            .output("orders", "files", WriteMode.OVERWRITE, "", key("id", "bigint"))
            .build();
    var lake =
        new Lake(folder)
            .file(
                "orders/a.csv",
                "id,status,clerk\n1,O,C#1\n2,it's,x\n3,o,C#1\n4,O,C#1x\n100,O,x\n5,,x\n");
    assertThat(lake.run(plan, TICK).out())
        .contains("read 6 = written 2 + quarantined 3 + dropped 1");
    assertThat(
            lake.rows(
                plan,
                "SELECT array_join(_rules, ',') FROM lakehouse.retail.orders_daily__build__quarantine"))
        .containsExactly("allowed:status", "not-null:status", "pattern:clerk");
  }

  @Test
  void e08CountersAreExactUnderALimitAndAJoinWithAnEmptySide(@TempDir Path folder)
      throws IOException {
    var plan =
        copyOfAmounts()
            .csv("others", ReadMode.FULL, "others/*.csv", key("id", "bigint"))
            .sql(
                "joined",
                StepKind.RESHAPING,
                "SELECT f.id FROM files f JOIN others o ON f.id = o.id LIMIT 5",
                "files",
                "others")
            .output("orders", "joined", WriteMode.OVERWRITE, "", key("id", "bigint"))
            .build();
    var lake =
        new Lake(folder)
            .file("orders/a.csv", "id,amount\n1,1\n2,x\n3,3\n")
            .file("others/a.csv", "id\n");
    assertThat(lake.run(plan, TICK).out())
        .contains(
            "input:files: read 3, admitted 2, 1 corrupt",
            "input:others: read 0",
            "output:orders: 0 candidates");
  }

  @Test
  void v01ClearValuesOfMaskedColumnsAreFoundNowhere(@TempDir Path folder) throws IOException {
    var plan =
        new PlanFixture()
            .csv(
                "files",
                ReadMode.FULL,
                "people/*.csv",
                key("id", "bigint"),
                personal("email"),
                personal("phone"),
                personal("name"),
                personal("note"),
                nullable("age", "int"))
            .sql(
                "checked",
                StepKind.KEEPING,
                "SELECT id, email, phone, name, note, age FROM files",
                "files")
            .output(
                "people",
                "checked",
                WriteMode.UPSERT,
                "id",
                key("id", "bigint"),
                masked("email", MaskMethod.HMAC_SHA256, 0),
                masked("phone", MaskMethod.PARTIAL, 2),
                masked("name", MaskMethod.REDACT, 0),
                masked("note", MaskMethod.NULLIFY, 0),
                nullable("age", "int"))
            .rule("real", "email LIKE '%@%'", OnViolation.QUARANTINE)
            .build();
    var lake =
        new Lake(folder)
            .file(
                "people/a.csv",
                "id,email,phone,name,note,age\n1,secret1@x.org,0790000077,Secret Anna,Secret one,7\n2,secret2-x.org,0790000088,Secret Bo,Secret two,8\n3,secret3@x.org,12,Secret Cy,,nine\n4,secret4@x.org,9,,Secret four,\n");
    var outcome = lake.run(plan, TICK);
    assertThat(outcome.out())
        .contains("read 4 = written 2 + quarantined 2")
        .doesNotContainIgnoringCase("secret");
    assertThat(
            lake.rows(
                plan,
                "SELECT id, email RLIKE '^k1:[0-9a-f]{64}$', phone, name, note, age FROM lakehouse.retail.people"))
        .containsExactly("1|true|***77|***|null|7", "4|true|***|null|null|null");
    assertThat(lake.rows(plan, QUARANTINE))
        .as("personal data leaves its position only; after the mask the row may be kept")
        .anyMatch(
            row -> row.startsWith("input:files|corrupt:age|people/a.csv:") && row.endsWith("|null"))
        .anyMatch(row -> row.contains("\"phone\":\"***88\""));
    assertThat(clearValuesBelow(lake.state())).isEmpty();
  }

  @Test
  @Tag("slow")
  void v02TokensOfOneDomainMatchInAllDatasetsAndThoseOfAnotherInNone(@TempDir Path folder)
      throws IOException {
    var plan =
        new PlanFixture()
            .csv("files", ReadMode.FULL, "people/*.csv", key("id", "bigint"), personal("email"))
            .csv("others", ReadMode.FULL, "clients/*.csv", key("id", "bigint"), personal("email"))
            .output(
                "people",
                "files",
                WriteMode.OVERWRITE,
                "",
                key("id", "bigint"),
                masked("email", MaskMethod.HMAC_SHA256, 0))
            .output(
                "clients",
                "others",
                WriteMode.OVERWRITE,
                "",
                key("id", "bigint"),
                masked("email", MaskMethod.HMAC_SHA256, 0))
            .output(
                "guests",
                "others",
                WriteMode.OVERWRITE,
                "",
                key("id", "bigint"),
                token("email", "guests"))
            .output(
                "clear", "files", WriteMode.OVERWRITE, "", key("id", "bigint"), personal("email"))
            .build();
    var lake =
        new Lake(folder)
            .file("people/a.csv", "id,email\n1,andr\u00e9@x.org\n2,b@x.org\n3,\n")
            .file("clients/a.csv", "id,email\n7,andre\u0301@x.org\n8,c@x.org\n9,\n");
    assertThat(lake.run(plan, TICK).err()).isEmpty();
    var join = "SELECT p.id, o.id FROM lakehouse.retail.people p JOIN %s o ON p.email = o.email";
    assertThat(lake.rows(plan, join.formatted("lakehouse.retail.clients"))).containsExactly("1|7");
    assertThat(lake.rows(plan, join.formatted("lakehouse.retail.guests"))).isEmpty();
    assertThat(lake.rows(plan, "SELECT id FROM lakehouse.retail.guests WHERE email IS NULL"))
        .containsExactly("9");
    assertThat(
            lake.rows(
                plan,
                "SELECT readable_metrics.id.lower_bound, readable_metrics.email.lower_bound FROM lakehouse.retail.clear.files"))
        .as("a table keeps no bounds of personal data")
        .containsExactly("1|null");
  }

  private static List<Path> clearValuesBelow(Path state) throws IOException {
    var found = new ArrayList<Path>();
    try (var files = Files.walk(state)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        var text = Files.readString(file, StandardCharsets.ISO_8859_1);
        if (text.contains("secret1@")
            || text.contains("secret2-x")
            || text.contains("Secret ")
            || text.contains("07900000")) {
          found.add(file);
        }
      }
    }
    return found;
  }
}
