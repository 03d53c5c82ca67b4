package io.dataplat.compiler.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.compiler.RuleCase;
import io.dataplat.compiler.model.PipelineId;
import io.dataplat.sql.SqlColumn;
import io.dataplat.sql.StepKind;
import org.junit.jupiter.api.Test;

class LookupRulesTest {

  private static final String CUSTOMERS =
      """
      layer: silver
      table: {}
      timeColumn: since
      unknownMember: {customer_id: "-", since: 1900-01-01T00:00:00Z, city: unknown}
      columns:
        customer_id: {type: string, key: true}
        since: {type: timestamp}
        city: {type: string}
        rank: {type: int, nullable: true}
        customer_key: {type: string, generated: surrogate_key}
      """;
  private static final String VERSIONS =
      CUSTOMERS
          + """
              valid_from: {type: timestamp, generated: valid_from}
              valid_to: {type: timestamp, nullable: true, generated: valid_to}
            """
              .indent(0);

  /** A task that looks orders up in customers, by the fields of a lookup. */
  private static RuleCase lookup(String customers, String mode, String fields) {
    return RuleCase.repository()
        .orders("orders")
        .dataset("customers", customers)
        .batch(
            "crm",
            "{manual: true}",
            """
            load:
              inputs: {extract: {dataset: retail.extract, read: full}}
              steps:
                named: {sql: "SELECT order_id AS customer_id, ordered_at AS since, 'x' AS city, 1 AS rank FROM extract"}
              outputs: {target: {dataset: retail.customers, from: named, write: {mode: %s}}}
            """
                .formatted(mode))
        .batch(
            "daily",
            "{manual: true}",
            """
            copy:
              inputs:
                extract: {dataset: retail.extract, read: full}
                customers: {dataset: retail.customers, read: full}
              steps:
                placed:
                  lookup:
                    from: extract
            %s    last: {sql: "SELECT order_id, amount, ordered_at FROM placed"}
              outputs: {target: {dataset: retail.orders, from: last, write: {mode: overwrite}}}
            """
                .formatted(fields.indent(8)));
  }

  private static RuleCase lookup(String fields) {
    return lookup(CUSTOMERS, "scd1", fields);
  }

  private static final String FOUND =
      """
      in: customers
      on: {order_id: customer_id}
      add: {customer_key: customer_key, town: city, place: rank}
      missing: %s
      """;

  @Test
  void aLookupKeepsItsRowsAndKnowsTheTypesOfWhatItAdds() {
    var compilation = lookup(FOUND.formatted("unknown")).findsWhatIsMarked();
    var step =
        compilation
            .platform("test")
            .task(new PipelineId("retail", "daily"), "copy")
            .step("placed")
            .orElseThrow();
    assertThat(step.kind()).isEqualTo(StepKind.KEEPING);
    assertThat(step.columns())
        .containsExactly(
            new SqlColumn("order_id", "string", false),
            new SqlColumn("amount", "decimal(12,2)", false),
            new SqlColumn("ordered_at", "timestamp", false),
            new SqlColumn("customer_key", "string", false),
            new SqlColumn("place", "int", true),
            new SqlColumn("town", "string", false));
    assertThat(step.origins())
        .extracting(each -> each.output() + " < " + each.relation() + "." + each.column())
        .contains("town < customers.city", "town < extract.order_id", "amount < extract.amount")
        .doesNotContain("amount < extract.order_id");
  }

  @Test
  void eachWayToMissAMemberIsTakenWhereItCanBe() {
    for (var missing : new String[] {"keep", "drop", "unknown", "inferred"}) {
      lookup(FOUND.formatted(missing)).findsWhatIsMarked();
    }
    var versions = "at: ordered_at\n" + FOUND;
    lookup(VERSIONS, "scd2", versions.formatted("unknown")).findsWhatIsMarked();
    lookup(VERSIONS, "scd2", "at: current\n" + FOUND.formatted("keep")).findsWhatIsMarked();
    lookup(VERSIONS, "scd2", versions.formatted("inferred # error: lookup-does-not-fit"))
        .findsWhatIsMarked();
    lookup(
            CUSTOMERS.replaceAll("unknownMember.*\n", ""),
            "scd1",
            FOUND.formatted("inferred # error: no-unknown-member"))
        .findsWhatIsMarked();
  }

  @Test
  void aDimensionMayTakeTheKeysOfWhatFactsAreMadeOf() {
    RuleCase.repository()
        .orders("orders")
        .dataset("customers", CUSTOMERS)
        .batch(
            "crm",
            "{manual: true}",
            """
            load:
              inputs:
                extract: {dataset: retail.extract, read: full}
                files: {dataset: retail.order_files, read: full}
              steps:
                known:
                  sql: |
                    SELECT order_id AS customer_id, ordered_at AS since, 'x' AS city, 1 AS rank FROM extract
                    UNION ALL
                    SELECT DISTINCT order_id, TIMESTAMP'0001-01-01T00:00:00Z', 'not known yet', NULL FROM files
              outputs: {target: {dataset: retail.customers, from: known, write: {mode: scd1}}}
            """)
        .batch(
            "daily",
            "{manual: true}",
            """
            copy:
              inputs:
                files: {dataset: retail.order_files, read: full}
                customers: {dataset: retail.customers, read: full}
              steps:
                placed:
                  lookup: {from: files, in: customers, on: {order_id: customer_id}, add: {town: city}, missing: keep}
                last: {sql: "SELECT order_id, amount, ordered_at FROM placed"}
              outputs: {target: {dataset: retail.orders, from: last, write: {mode: overwrite}}}
            """)
        .findsWhatIsMarked();
  }

  @Test
  void whatMayHaveSeveralRowsToFindIsRefused() {
    lookup(
            VERSIONS,
            "scd2",
            FOUND
                .formatted("keep")
                .replace("in: customers", "in: customers # error: lookup-not-unique"))
        .findsWhatIsMarked();
    lookup(
            "in: customers # error: lookup-not-unique\non: {order_id: city}\nadd: {place: rank}\nmissing: keep")
        .findsWhatIsMarked();
    lookup(
            "in: extract # error: lookup-not-unique\non: {order_id: order_id}\nadd: {other: amount}\nmissing: keep")
        .compile();
    lookup("at: since # error: unknown-column\n" + FOUND.formatted("keep")).findsWhatIsMarked();
    lookup("at: ordered_at # error: lookup-does-not-fit\n" + FOUND.formatted("keep"))
        .findsWhatIsMarked();
    lookup(
            VERSIONS.replaceAll(" +valid_to: .*\n", ""),
            "scd2",
            "at: ordered_at # error: lookup-does-not-fit\n" + FOUND.formatted("keep"))
        .findsWhatIsMarked();
    lookup(VERSIONS, "scd2", "at: amount # error: not-a-time\n" + FOUND.formatted("keep"))
        .findsWhatIsMarked();
  }

  @Test
  void columnsAreThereAndOfOneType() {
    lookup(
            "in: customers\non: {order_ids: customer_id} # error: unknown-column\nadd: {place: rank}\nmissing: keep")
        .findsWhatIsMarked();
    lookup(
            "in: customers\non: {order_id: customer} # error: unknown-column\nadd: {place: ranks} # error: unknown-column\nmissing: keep")
        .findsWhatIsMarked();
    lookup(
            "in: customers\non: {amount: customer_id} # error: lookup-does-not-fit\nadd: {place: rank}\nmissing: keep")
        .findsWhatIsMarked();
    lookup(
            "in: customers\non: {order_id: customer_id}\nadd: {amount: rank} # error: lookup-does-not-fit\nmissing: keep")
        .findsWhatIsMarked();
    lookup(
            "in: customer # error: unknown-relation\non: {order_id: customer_id}\nadd: {place: rank}\nmissing: keep")
        .compile();
  }

  private static RuleCase member(String columns, String member) {
    return lookup(
        CUSTOMERS.replaceAll("unknownMember.*", "unknownMember: " + member) + columns.indent(2),
        "scd1",
        FOUND.formatted("keep"));
  }

  @Test
  void anUnknownMemberIsCompleteAndOfTheTypesOfItsColumns() {
    member("", "{customer_id: a, since: 1900-01-01T00:00:00Z, city: b, rank: 1}")
        .findsWhatIsMarked();
    member("", "{customer_id: a, since: 1900-01-01T00:00:00Z} # error: unknown-member-does-not-fit")
        .findsWhatIsMarked();
    member(
            "",
            "{customer_id: a, since: 1900-01-01T00:00:00Z, city: b, rank: x} # error: unknown-member-does-not-fit")
        .findsWhatIsMarked();
    member(
            "",
            "{customer_id: a, since: 1900-01-01T00:00:00Z, city: b, customer_key: x} # error: unknown-member-does-not-fit")
        .findsWhatIsMarked();
    member(
            "",
            "{customer_id: a, since: 1900-01-01T00:00:00Z, city: b, nothing: x} # error: unknown-column")
        .findsWhatIsMarked();
    member(
            "loaded: {type: timestamp, generated: ingested_at}",
            "{customer_id: a, since: 1900-01-01T00:00:00Z, city: b} # error: unknown-member-does-not-fit")
        .findsWhatIsMarked();
  }

  @Test
  void anUnknownMemberNeedsASurrogateKeyAndATableThatKeepsIt() {
    lookup(
            CUSTOMERS
                .replaceAll(" +customer_key: .*\n", "")
                .replaceAll("(unknownMember.*)", "$1 # error: unknown-member-does-not-fit"),
            "scd1",
            FOUND.formatted("keep").replace("customer_key: customer_key, ", ""))
        .findsWhatIsMarked();
    lookup(
            CUSTOMERS.replaceAll("(unknownMember.*)", "$1 # error: unknown-member-does-not-fit"),
            "append",
            FOUND.formatted("keep"))
        .findsWhatIsMarked();
  }

  @Test
  void upkeepWouldDeleteAnUnknownMemberThatHasATime() {
    lookup(
            CUSTOMERS.replaceAll("(unknownMember.*)", "$1 # error: unknown-member-does-not-fit")
                + "retention: 400d\n",
            "scd1",
            FOUND.formatted("keep"))
        .findsWhatIsMarked();
  }

  private static RuleCase latest(String fields) {
    return RuleCase.repository()
        .orders("orders")
        .batch(
            "daily",
            "{manual: true}",
            """
            copy:
              inputs: {extract: {dataset: retail.extract, read: full}}
              steps:
                named: {sql: "SELECT nullif(order_id, '') AS order_id, amount, ordered_at FROM extract"}
                last:
                  deduplicate:
                    from: named
                    keep: {latestBy: ordered_at}
            %s  outputs: {target: {dataset: retail.orders, from: last, write: {mode: overwrite}}}
            """
                .formatted(fields.indent(8)));
  }

  @Test
  void s03AKeyThatMayBeNullSaysWhatBecomesOfItsRows() {
    latest("keys: [order_id] # error: nullable-key").findsWhatIsMarked();
    latest("keys: [order_id]\nnullKeys: keep").findsWhatIsMarked();
    latest("keys: [order_id]\nnullKeys: drop").findsWhatIsMarked();
    latest("keys: [order_id]\nnullKeys: quarantine # error: not-supported-yet").findsWhatIsMarked();
  }

  @Test
  void streamsHaveNeitherLookupsNorKeysThatAreNull() {
    RuleCase.repository()
        .dataset("landed", "layer: bronze\ntable: {}\ncolumnsFrom: retail.clicks\n")
        .dataset(
            "places",
            "layer: source\ntable: {name: crm.places}\ncolumns: {click_id: {type: string, key: true}, place: {type: string}}\n")
        .streaming(
            "live",
            """
            land:
              inputs:
                clicks: {dataset: retail.clicks, read: stream, watermark: 10m}
                places: {dataset: retail.places, read: full}
              steps:
                placed: {lookup: {from: clicks, in: places, on: {click_id: click_id}, add: {place: place}, missing: keep}} # error: not-for-this-mode
                once: {deduplicate: {from: placed, keys: [click_id], within: 1h, nullKeys: drop}} # error: not-for-this-mode
                last: {sql: "SELECT click_id, at FROM once"}
              outputs: {target: {dataset: retail.landed, from: last, write: {mode: append}}}
            """)
        .findsWhatIsMarked();
  }
}
