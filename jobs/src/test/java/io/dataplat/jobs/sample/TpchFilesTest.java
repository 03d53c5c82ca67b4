package io.dataplat.jobs.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TpchFilesTest {

  @Test
  void ordersAndTheirLinesLieInTheFolderOfTheOrderDate(@TempDir Path folder) throws IOException {
    write(folder);
    try (var days = Files.list(folder.resolve("orders/1996/01"))) {
      assertThat(days.map(day -> day.getFileName().toString()).sorted())
          .containsExactly("02", "03");
    }
    var orders = lines(folder.resolve("orders/1996/01/02/orders.csv"));
    assertThat(orders.get(0))
        .isEqualTo(
            "orderkey|custkey|orderstatus|totalprice|orderdate|orderpriority|clerk|shippriority|comment");
    assertThat(orders.subList(1, orders.size()))
        .isNotEmpty()
        .allMatch(line -> line.split("\\|", -1)[4].equals("1996-01-02"));
    var keys = orders.stream().skip(1).map(line -> line.split("\\|", -1)[0]).toList();
    var lines = lines(folder.resolve("lineitems/1996/01/02/lineitems.csv"));
    assertThat(lines.get(0))
        .startsWith(
            "orderkey|partkey|suppkey|linenumber|quantity|extendedprice|discount|tax|returnflag");
    assertThat(lines.stream().skip(1).map(line -> line.split("\\|", -1)[0]).distinct())
        .containsExactlyInAnyOrderElementsOf(keys);
    assertThat(lines(folder.resolve("regions/regions.csv"))).hasSize(6);
    assertThat(lines(folder.resolve("customers/customers.csv")).get(0))
        .isEqualTo("custkey|name|address|nationkey|phone|acctbal|mktsegment|comment");
  }

  @Test
  void theSameArgumentsWriteTheSameBytes(@TempDir Path folder) throws IOException {
    write(folder.resolve("one"));
    write(folder.resolve("two"));
    for (var file : List.of("orders/1996/01/02/orders.csv", "customers/customers.csv")) {
      assertThat(folder.resolve("one").resolve(file))
          .hasSameBinaryContentAs(folder.resolve("two").resolve(file));
    }
  }

  private static void write(Path folder) throws IOException {
    var out = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    new TpchFiles(folder, 0.01, LocalDate.of(1996, 1, 2), LocalDate.of(1996, 1, 4)).write(out);
  }

  private static List<String> lines(Path file) throws IOException {
    return Files.readAllLines(file);
  }
}
