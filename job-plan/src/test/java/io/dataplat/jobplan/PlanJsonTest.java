package io.dataplat.jobplan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PlanJsonTest {

  @Test
  void everyFieldIsPresentInTheOrderOfTheRecord() {
    var text = PlanJson.indented(Plans.full());
    assertThat(text)
        .startsWith(
            """
            {
              "planVersion": "1.0",
              "semantics": 1,
              "requires": [],
              "mode": "batch",
              "identity": {
                "domain": "retail",
            """)
        .contains("\"allowedValues\": [\"A\", \"B\"]", "\"pattern\": \"[A-Z]\\\"\\\\d\"")
        .contains("\"mode\": \"upsert\"", "\"metric\": \"rowCount\"", "\"tolerate\": 0.001")
        .contains("\"replay\": null", "\"effectiveFrom\": null")
        .endsWith("}\n");
  }

  @Test
  void aQueryIsPrintedLineByLine() {
    assertThat(PlanJson.indented(Plans.full()))
        .contains(
            """
                  "sql": [
                    "SELECT order_id, upper(trim(customer_name)) AS customer_name,",
                    "  amount -- \\u007b{ net }}",
                    "FROM files;"
                  ],
            """);
    assertThat(Plans.full().steps().get(0).query()).hasValue(Plans.QUERY);
    assertThat(Step.lines("SELECT 1,\r\n  2\n\n")).containsExactly("SELECT 1,", "  2");
  }

  @Test
  void hostileTextStaysInsideItsString() {
    var text = PlanJson.indented(Plans.full("a\"b\\c\n\t\u0000\uD83D\uDE00\uD800", 8, "true"));
    assertThat(text)
        .contains(
            "\"spark.sql.adaptive.enabled\": \"a\\\"b\\\\c\\n\\t\\u0000\\ud83d\\ude00\\ud800\"");
  }

  @Test
  void noTextOpensATemplateOfAirflow() {
    var texts = List.of("");
    for (int length = 1; length <= 4; length++) {
      texts =
          texts.stream()
              .flatMap(text -> Stream.of("{", "%", "#", "\"", "\\").map(next -> text + next))
              .toList();
      assertThat(texts)
          .map(text -> PlanJson.indented(Plans.full(text, 8, text)))
          .allSatisfy(json -> assertThat(json).doesNotContain("{{", "{%", "{#"));
    }
  }

  @Test
  void sizesDoNotChangeTheHashAndTheMeaningDoes() {
    var hash = PlanHash.of(Plans.full("true", 8, "amount >= 0"));
    assertThat(PlanHash.of(Plans.full("true", 200, "amount >= 0"))).isEqualTo(hash);
    assertThat(PlanHash.of(Plans.full("true", 8, "amount > 0"))).isNotEqualTo(hash);
    assertThat(PlanHash.shortOf(Plans.full("true", 8, "amount >= 0")))
        .isEqualTo(hash.substring(0, 16));
  }

  @Test
  void mapsKeepTheirOrderAndCannotBeChangedFromOutside() {
    var conf = new LinkedHashMap<String, String>();
    conf.put("z", "1");
    conf.put("a", "2");
    var session = new Session("UTC", true, 8, conf);
    conf.clear();
    assertThat(List.copyOf(session.conf().keySet())).containsExactly("z", "a");
  }

  @Test
  void namesOfBatchBranchAndLedgerAreStable() {
    var identity = Plans.full().identity();
    var batch = BatchId.ofTick(identity, java.time.Instant.parse("2026-01-02T03:00:00Z"));
    assertThat(batch.value()).isEqualTo("retail.orders_daily.build/tick/2026-01-02T03:00:00Z");
    assertThat(LedgerKey.of(identity, "orders"))
        .isEqualTo("dataplat.ledger.retail.orders_daily.build.orders");
    assertThat(StagingBranch.of(StagingBranch.PATTERN, batch, "orders"))
        .matches("dataplat_[0-9a-f]{32}")
        .isNotEqualTo(StagingBranch.of(StagingBranch.PATTERN, batch, "other"));
  }

  @Test
  void theQuarantineHasOneShape() {
    assertThat(QuarantineColumn.all().stream().map(QuarantineColumn::column))
        .containsExactly(
            "_batch_id",
            "_run_id",
            "_dataset",
            "_gate",
            "_rules",
            "_rule_hash",
            "_position",
            "_attempt_of",
            "_quarantine_id",
            "_row",
            "_raw")
        .allMatch(name -> name.startsWith(TechnicalColumns.PREFIX));
  }
}
