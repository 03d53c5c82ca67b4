package io.dataplat.jobs.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RowMatchTest {

  @Test
  void rowsAreMultisetsWithoutAnOrder() {
    assertThat(text(List.of(), rows("id=1", "id=2", "id=1"), rows("id=1", "id=1", "id=2")))
        .isEmpty();
    assertThat(text(List.of(), rows("id=1", "id=1"), rows("id=1")))
        .contains("1 of 2 expected rows as they should be, 1 rows found")
        .contains("-  1   missing, line 2");
  }

  @Test
  void aRowThatNamesLittleTakesNoPartnerThatAnotherOneNeeds() {
    assertThat(text(List.of(), rows("a=1", "a=1 b=2"), rows("a=1 b=2", "a=1 b=3"))).isEmpty();
    assertThat(
            text(
                List.of(),
                rows("a=1", "c=3", "a=1 b=2"),
                rows("a=1 b=2 c=3", "a=1 b=3 c=3", "a=2 b=3 c=3")))
        .isEmpty();
  }

  @Test
  void theKeyTellsWhichRowWasMeant() {
    assertThat(
            text(
                List.of("id"),
                rows("id=1 a=x b=y", "id=2 a=q b=r"),
                rows("id=2 a=x b=y", "id=1 a=p b=s")))
        .containsPattern("~ +1 +x -> p +y -> s +line 1\n")
        .containsPattern("~ +2 +q -> x +r -> y +line 2\n");
  }

  @Test
  void withoutAKeyTheMostEqualCellsTell() {
    assertThat(
            text(
                List.of("id"),
                rows("a=1 b=2 c=3"),
                rows("id=7 a=1 b=9 c=9", "id=8 a=1 b=2 c=4", "id=9 a=0 b=0 c=0")))
        .containsPattern("~ +8 +1 +2 +3 -> 4 +line 1\n")
        .containsPattern("\\+ +7 +1 +9 +9 +unexpected\n")
        .containsPattern("\\+ +9 +0 +0 +0 +unexpected\n");
  }

  @Test
  void aTableThatShouldBeEmptyShowsWhatItHas() {
    assertThat(text(List.of("id"), List.of(), rows("id=1 a=x")))
        .isEqualTo(
            """
              orders: 0 of 0 expected rows as they should be, 1 rows found (t.yaml:3)
                   id  a
                +  1   x  unexpected
            """);
  }

  @Test
  void longLinesAreCutAndManyRowsCounted() {
    var wide = "x".repeat(200);
    var many = Collections.nCopies(25, "id=1 note=" + wide).toArray(String[]::new);
    var text = text(List.of(), List.of(), rows(many));
    assertThat(text.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
    assertThat(text).contains("xxx...").endsWith("    and 5 more\n");
  }

  @Test
  void manyEqualRowsAreMatchedInTime() {
    var same = Collections.nCopies(1500, "id=1").toArray(String[]::new);
    assertThat(text(List.of(), rows(same), rows(same))).isEmpty();
  }

  private static String text(
      List<String> keys, List<Map<String, String>> expected, List<Map<String, String>> actual) {
    var lines = Stream.iterate(1, line -> line + 1).limit(expected.size()).toList();
    return new RowDifference("orders", "t.yaml:3", lines, new RowMatch(expected, actual, keys), 80)
        .text();
  }

  private static List<Map<String, String>> rows(String... texts) {
    var rows = new ArrayList<Map<String, String>>();
    for (var text : texts) {
      var row = new LinkedHashMap<String, String>();
      Arrays.stream(text.split(" ", -1))
          .map(cell -> cell.split("=", -1))
          .forEach(cell -> row.put(cell[0], cell[1]));
      rows.add(row);
    }
    return rows;
  }
}
