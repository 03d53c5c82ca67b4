package io.dataplat.compiler.check;

import io.dataplat.compiler.RuleCase;
import org.junit.jupiter.api.Test;

class UnknownColumnRulesTest {

  private static final String MORE =
      "more: {type: \"map<string,string>\", nullable: true, classification: %s, generated: unknown_columns}";

  private static void source(String place, String policy, String... columns) {
    RuleCase.repository()
        .dataset(
            "things",
            """
            layer: source
            %s
            onUnknownColumn: %s
            columns:
              id: {type: string}
            %s
            """
                .formatted(place, policy, String.join("\n", columns).indent(2)))
        .findsWhatIsMarked();
  }

  private static final String CSV = "files: {path: \"things/*\", format: csv}";

  @Test
  void whatIsCapturedIsPersonalAndStandsInAColumnOfItsOwn() {
    source(CSV, "capture", MORE.formatted("pii"));
    source("files: {path: \"things/*\", format: json}", "capture", MORE.formatted("sensitive"));
    source(CSV, "capture # error: no-capture-column");
    source(CSV, "capture", MORE.formatted("confidential") + " # error: capture-classification");
    source(
        CSV,
        "capture",
        MORE.formatted("pii"),
        MORE.formatted("pii").replaceFirst("more", "again") + " # error: generated-not-available");
  }

  @Test
  void itIsATextByColumnAndNullWhereThereIsNone() {
    source(
        CSV,
        "capture",
        "a: {type: \"map<string,int>\", nullable: true, classification: pii, generated: unknown_columns} # error: not-for-this-type");
    source(
        CSV,
        "capture",
        "a: {type: \"map<string,string>\", classification: pii, generated: unknown_columns} # error: not-for-this-type");
  }

  @Test
  void nothingIsKeptWhereNothingIsCaptured() {
    source(CSV, "discard_row", MORE.formatted("pii") + " # error: generated-not-available");
    RuleCase.repository()
        .dataset(
            "copies",
            """
            layer: bronze
            table: {}
            onUnknownColumn: discard_row
            timeColumn: ordered_at
            columns:
              order_id: {type: string, key: true}
              amount: {type: "decimal(12,2)"}
              ordered_at: {type: timestamp}
              more: {type: "map<string,string>", nullable: true, classification: pii, generated: unknown_columns} # error: generated-not-available
            """)
        .copy("daily", "retail.copies")
        .findsWhatIsMarked();
  }

  @Test
  void onlyFilesWithNamesTellARowWithMoreFromOthers() {
    source(
        "files: {path: \"things/*\", format: csv, csv: {header: false}}",
        "discard_row # error: not-for-this-format");
    source("table: {name: crm.things}", "discard_row # error: not-supported-yet");
    source("topic: {name: things}", "capture # error: not-supported-yet", MORE.formatted("pii"));
  }
}
