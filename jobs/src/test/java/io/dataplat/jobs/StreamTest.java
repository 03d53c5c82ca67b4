package io.dataplat.jobs;

import static io.dataplat.jobs.fixture.Columns.generated;
import static io.dataplat.jobs.fixture.Columns.key;
import static io.dataplat.jobs.fixture.Columns.masked;
import static io.dataplat.jobs.fixture.Columns.nullable;
import static io.dataplat.jobs.fixture.Columns.personal;
import static io.dataplat.jobs.fixture.Columns.required;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.Generated;
import io.dataplat.jobplan.MaskMethod;
import io.dataplat.jobplan.OnViolation;
import io.dataplat.jobplan.StepKind;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.fixture.Lake;
import io.dataplat.jobs.fixture.PlanFixture;
import io.dataplat.jobs.fixture.Stream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamTest extends StreamTestCase {

  private static ContractColumn[] columns() {
    return new ContractColumn[] {
      key("id", "bigint"), required("at", "timestamp"), nullable("amount", "decimal(12,2)")
    };
  }

  private static final String ROWS = "SELECT id, amount FROM lakehouse.retail.orders";

  private static PlanFixture plain(String topic) {
    return new PlanFixture()
        .topic(topic, "", columns())
        .output("orders", topic, WriteMode.APPEND, "at", columns());
  }

  @Test
  void messagesArriveOnceAndTheSecondRunReadsWhatIsNew(@TempDir Path folder) throws IOException {
    var plan =
        new PlanFixture()
            .topic("new", "", columns())
            .sql("paid", StepKind.FILTERING, "SELECT * FROM new WHERE amount > 0", "new")
            .output("orders", "paid", WriteMode.APPEND, "at", columns())
            .build();
    broker
        .topic("new", 2)
        .send("new", 0, event(1, "2026-01-01T10:00:00Z", "1.50"))
        .send("new", 1, event(2, "2026-01-01T10:00:01+01:00", "0"));

    var first = Stream.readAll(folder, broker, plan);
    assertThat(first.err()).isEmpty();
    assertThat(first.out()).contains("read 2, written 1, filtered 1, lag 0");
    broker.send("new", 1, event(3, "2026-01-01T10:00:02Z", "\"3.25\""));
    var second = Stream.readAll(folder, broker, plan);

    assertThat(second.code()).isEqualTo(ExitCode.SUCCESS);
    assertThat(second.out()).contains("begins at its checkpoint").contains("read 1, written 1");
    assertThat(new Lake(folder).rows(plan, ROWS)).containsExactly("1|1.50", "3|3.25");
  }

  @Test
  void whatIsNoRowIsADeadLetterAndWhatBreaksARuleIsInQuarantine(@TempDir Path folder)
      throws IOException {
    var plan =
        plain("faults")
            .inputRule("not_negative", "amount >= 0", OnViolation.QUARANTINE)
            .rule("below_hundred", "amount < 100", OnViolation.DROP)
            .build();
    broker
        .topic("faults", 1)
        .send("faults", 0, event(1, "2026-01-01T10:00:00Z", "1"), "{\"id\": 2", "[]", "")
        .send("faults", 0, event(3, "2026-01-01T10:00:00", "1"), "{\"id\": \"4\"}")
        .send("faults", 0, event(5, "2026-01-01T10:00:00Z", "1.999"), "{\"id\": 6}")
        .send("faults", 0, event(7, "2026-01-01T10:00:00Z", "-1"))
        .send("faults", 0, event(8, "2026-01-01T10:00:00Z", "100"))
        .sendBytes("faults", 0, List.of(new byte[] {'{', '"', (byte) 0xC3, '"', '}'}));

    var outcome = Stream.readAll(folder, broker, plan);

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).contains("read 11, written 1, quarantined 9, dropped 1");
    assertThat(
            new Lake(folder)
                .rows(
                    plan,
                    "SELECT _gate, _position, _rules[0], _raw IS NOT NULL FROM lakehouse.retail.orders_daily__build__quarantine"))
        .containsExactly(
            "decode|faults:0:10|corrupt:encoding|true",
            "decode|faults:0:1|corrupt:json|true",
            "decode|faults:0:2|corrupt:json|true",
            "decode|faults:0:3|corrupt:empty|true",
            "decode|faults:0:4|corrupt:at|true",
            "decode|faults:0:5|corrupt:id|true",
            "decode|faults:0:6|corrupt:amount|true",
            "input:faults|faults:0:7|not-null:at|false",
            "input:faults|faults:0:8|not_negative|false");
  }

  @Test
  void v01AnAddressIsNowhereInClearNeitherAsARowNorAsADeadLetter(@TempDir Path folder)
      throws IOException {
    var plan =
        new PlanFixture()
            .topic("people", "", key("id", "bigint"), personal("email"), required("age", "int"))
            .output(
                "orders",
                "people",
                WriteMode.APPEND,
                "",
                key("id", "bigint"),
                masked("email", MaskMethod.HMAC_SHA256, 0),
                generated("place", "bigint", Generated.SOURCE_OFFSET))
            .build();
    broker
        .topic("people", 1)
        .send("people", 0, "{\"id\":1,\"email\":\"ann@example.org\",\"age\":1}")
        .send("people", 0, "{\"id\":2,\"email\":\"ann@example.org\",\"age\":\"ann@example.org\"}")
        .send("people", 0, "{\"id\":3,\"email\":\"ann@example.org\"}");

    var outcome = Stream.readAll(folder, broker, plan);

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).contains("read 3, written 1, quarantined 2");
    assertThat(new Lake(folder).rows(plan, "SELECT id, email, place FROM lakehouse.retail.orders"))
        .singleElement()
        .asString()
        .matches("1\\|k1:[0-9a-f]{64}\\|0");
    try (var files = Files.walk(folder.resolve("state"))) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readAllBytes(file)).asString(ISO_8859_1).doesNotContain("ann@example");
      }
    }
  }

  @Test
  void aRuleThatFailsStopsTheStreamBeforeTheBatchIsPublished(@TempDir Path folder)
      throws IOException {
    var plan = plain("strict").rule("small", "amount < 10", OnViolation.FAIL).build();
    broker.topic("strict", 1).send("strict", 0, event(1, "2026-01-01T10:00:00Z", "10"));

    var outcome = Stream.readAll(folder, broker, plan);

    assertThat(outcome.code()).isEqualTo(ExitCode.EXPECTATION_FAILED);
    assertThat(outcome.err()).contains("rule `small` at output:orders: 1 rows violate it");
    assertThat(new Lake(folder).rows(plan, ROWS)).isEmpty();
  }

  private static String event(int id, String at, String amount) {
    return String.format(
        Locale.ROOT, "{\"id\": %d, \"at\": \"%s\", \"amount\": %s}", id, at, amount);
  }
}
