package io.dataplat.sql.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class StoreAssignmentTest {
  @Test
  void columnsAreMatchedByNameIgnoringCaseAndOrder() {
    assertThat(fit("B int;a string", "a string;b bigint")).isEmpty();
  }

  @Test
  void missingAndExtraColumnsAreNamedWithASuggestion() {
    assertThat(fit("order_id string;amuont int;note string", "order_id string;amount int"))
        .isEqualTo(
            """
            MISSING amount: column `amount` of the contract is not delivered | did you mean `amuont AS amount`?
            EXTRA amuont: column `amuont` is delivered, but the contract has none of that name | did you mean `amount`?
            EXTRA note: column `note` is delivered, but the contract has none of that name | leave it out, or add it to the contract""");
  }

  @Test
  void decimalsAreNeverCutOffSilently() {
    assertThat(fit("a decimal(12,4)", "a decimal(12,2)"))
        .isEqualTo(
            "TYPE a: column `a` is delivered as `decimal(12,4)`, the contract wants"
                + " `decimal(12,2)`: decimals would be cut off |"
                + " write `CAST(a AS decimal(12,2))` if that is meant");
    assertThat(fit("a double", "a decimal(12,2)")).contains("decimals would be cut off");
    assertThat(fit("a decimal(12,2)", "a bigint")).contains("decimals would be cut off");
    assertThat(fit("a decimal(22,2)", "a decimal(12,2)")).isEmpty();
    assertThat(fit("a bigint", "a int")).isEmpty();
  }

  @Test
  void instantsAndLocalTimesDoNotMix() {
    assertThat(fit("a timestamp", "a timestamp_ntz"))
        .contains("one is an instant, the other a local time");
    assertThat(fit("a array<timestamp_ntz>", "a array<timestamp>")).startsWith("TYPE a");
    assertThat(fit("a date", "a timestamp")).isEmpty();
  }

  @Test
  void textIsNotStoredAsAnythingElse() {
    assertThat(fit("a string", "a int"))
        .isEqualTo(
            "TYPE a: column `a` is delivered as `string`, the contract wants `int`: not"
                + " assignable | write `CAST(a AS int)` if that is meant");
    assertThat(fit("a void", "a int")).isEmpty();
    assertThat(fit("a map<string,int>", "a string")).startsWith("TYPE a");
  }

  @Test
  void structsFitFieldByField() {
    assertThat(fit("a struct<y:int,x:string>", "a struct<x:string,y:bigint>")).isEmpty();
    assertThat(fit("a struct<x:string>", "a struct<x:string,y:int>")).startsWith("TYPE a");
    assertThat(fit("a array<struct<x:decimal(9,3)>>", "a array<struct<x:decimal(9,2)>>"))
        .startsWith("TYPE a");
  }

  @Test
  void typesAreReadAsSparkReadsThem() {
    assertThat(Case.ANALYZER.isValidType("map<string,array<struct<a:decimal(10,2)>>>")).isTrue();
    assertThat(Case.ANALYZER.isValidType("decimal(40,2)")).isFalse();
    assertThat(Case.ANALYZER.isValidType("nonsense")).isFalse();
    assertThat(Case.ANALYZER.isValidType("")).isFalse();
    assertThat(Case.ANALYZER.isValidType("array<".repeat(20_000))).isFalse();
  }

  private static String fit(String delivered, String contract) {
    return Case.ANALYZER
        .fit(Case.columns(delivered.split(";")), Case.columns(contract.split(";")))
        .stream()
        .map(
            problem ->
                problem.kind()
                    + " "
                    + problem.column()
                    + ": "
                    + problem.message()
                    + problem.hint().map(hint -> " | " + hint).orElse(""))
        .collect(Collectors.joining("\n"));
  }
}
