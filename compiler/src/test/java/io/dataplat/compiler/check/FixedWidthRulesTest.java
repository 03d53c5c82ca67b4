package io.dataplat.compiler.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.compiler.RuleCase;
import io.dataplat.compiler.model.PipelineId;
import io.dataplat.compiler.plan.JobPlans;
import io.dataplat.jobplan.Format;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files whose lines have each column at the same place. */
class FixedWidthRulesTest {

  private static final String COLUMNS =
      """
      timeColumn: ordered_at
      columns:
        order_id: {type: string}
        amount: {type: "decimal(12,2)"}
        ordered_at: {type: timestamp}
      """;

  private static RuleCase bank(String fields, String settings, String contract) {
    return RuleCase.repository()
        .dataset(
            "bank",
            """
            layer: source
            files:
              path: bank/{yyyy}-{MM}-{dd}.txt
              format: fixed_width
              fixedWidth:
                fields:
            %s
            %s
            """
                    .formatted(fields.indent(6), settings.indent(4))
                + contract);
  }

  private static final String FIELDS =
      """
      order_id: 1-10
      amount: 11-22
      ordered_at: 31-49
      """;

  @Test
  void thePlanHasThePlaceOfEachColumn() {
    var platform =
        bank(
                "order_id: 1-10\namount: 32\nordered_at: \"11-29\"",
                "length: 80\nheader: true\nencoding: ISO-8859-1\nnullValue: N\n"
                    + "dateFormat: yyyyMMdd\ntimestampFormat: yyyy-MM-dd HH:mm:ss",
                COLUMNS)
            .orders("orders")
            .batch(
                "nightly",
                "{manual: true}",
                """
                copy:
                  inputs: {bank: {dataset: retail.bank, read: full}}
                  outputs: {orders: {dataset: retail.orders, from: bank, write: {mode: append}}}
                """)
            .findsWhatIsMarked()
            .platform("test");

    var plan = JobPlans.of(platform, new PipelineId("retail", "nightly")).get(0);

    var dataset = plan.dataset("retail.bank").orElseThrow();
    assertThat(dataset.format()).isEqualTo(Format.FIXED_WIDTH);
    assertThat(dataset.options())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "field.order_id", "1-10",
                "field.amount", "32",
                "field.ordered_at", "11-29",
                "length", "80",
                "header", "true",
                "encoding", "ISO-8859-1",
                "nullValue", "N",
                "dateFormat", "yyyyMMdd",
                "timestampFormat", "yyyy-MM-dd HH:mm:ss"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1-10|11-22",
        "11-20|1-10",
        "1|2",
        "50-80|1-30",
        "9-3 # error: bad-position|11-22",
        "0-4 # error: bad-position|11-22",
        "0 # error: bad-position|11-22",
        "-4 # error: bad-position|11-22",
        "4- # error: bad-position|11-22",
        "1.5 # error: wrong-type|11-22",
        "1-10|10-22 # error: bad-position",
        "11-22 # error: bad-position|1-11",
        "1-30|12 # error: bad-position",
        "1-10|70-81 # error: bad-position",
      })
  void fieldsLieInTheLineAndApart(String orderId, String amount) {
    bank(
            "order_id: %s\namount: %s".formatted(orderId, amount),
            "length: 80",
            "columns:\n  order_id: {type: string}\n  amount: {type: int}\n")
        .findsWhatIsMarked();
  }

  @Test
  void eachColumnOfTheContractHasAPlaceAndNothingElseHas() {
    bank(FIELDS, "", COLUMNS).findsWhatIsMarked();
    missing("order_id: 1-10\nordered_at: 31-49");
    bank(FIELDS + "amonut: 50 # error: unknown-column", "", COLUMNS).findsWhatIsMarked();
    RuleCase.repository()
        .dataset(
            "bank",
            "layer: source\n# error: missing-field\nfiles: {path: bank.txt, format: fixed_width}\n"
                + COLUMNS)
        .findsWhatIsMarked();
  }

  private static void missing(String fields) {
    var findings = bank(fields, "", COLUMNS).compile().report();
    assertThat(findings)
        .contains("missing-field")
        .contains("`fields` does not say where column `amount` of `retail.bank` lies")
        .contains("add its first and last character, such as `amount: 1-10`");
  }

  @Test
  void aLineHoldsPlainValuesWithoutNames() {
    bank(
            "tags: 1-10\nother: 11-20",
            "nullValue: \" \" # error: not-for-this-format",
            """
            columns:
              tags: {type: array<string>} # error: not-for-this-format
              other: {type: string, sourceName: Other} # error: not-for-this-format
            """)
        .findsWhatIsMarked();
  }

  @ParameterizedTest
  @ValueSource(strings = {"fail", "discard_row"})
  void nothingInALineIsUnknown(String policy) {
    bank(FIELDS, "", "onUnknownColumn: " + policy + " # error: not-for-this-format\n" + COLUMNS)
        .findsWhatIsMarked();
  }

  @Test
  void eachSettingBelongsToItsFormat() {
    RuleCase.repository()
        .dataset(
            "bank",
            """
            layer: source
            files:
              path: bank.txt
              format: csv
              fixedWidth: {fields: {order_id: 1}} # error: not-for-this-format
            columns:
              order_id: {type: string}
            """)
        .dataset(
            "other",
            """
            layer: source
            files:
              path: bank.txt
              format: fixed_width
              fixedWidth: {fields: {order_id: 1}}
              csv: {trim: true} # error: not-for-this-format
            columns:
              order_id: {type: string}
            """)
        .findsWhatIsMarked();
  }

  @Test
  void noTaskWritesThemYet() {
    RuleCase.repository()
        .dataset(
            "target",
            "layer: gold\nfiles: {path: out/*.txt, format: fixed_width, fixedWidth: {fields:"
                + " {order_id: 1-10, amount: 11-22, ordered_at: 31-49}}}\n"
                + COLUMNS)
        .batch(
            "nightly",
            "{manual: true}",
            """
            copy:
              inputs: {files: {dataset: retail.order_files, read: full}}
              outputs:
                target:
                  dataset: retail.target
                  from: files
                  write: {mode: overwrite} # error: write-not-for-target
            """)
        .findsWhatIsMarked();
  }
}
