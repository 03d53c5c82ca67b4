package io.dataplat.compiler.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearNamesTest {

  @Test
  void aTypingMistakeFindsWhatWasMeant() {
    List<String> known = List.of("retail.customers", "retail.order_files", "retail.orders");
    assertThat(NearNames.nearest("retail.ordrs", known)).contains("retail.orders");
    assertThat(NearNames.nearest("retail.oredrs", known)).contains("retail.orders");
    assertThat(NearNames.nearest("retail.OrderFiles", known)).contains("retail.order_files");
  }

  @Test
  void somethingElseFindsNothing() {
    assertThat(NearNames.nearest("colour", List.of("mode", "schedule", "tasks"))).isEmpty();
    assertThat(NearNames.nearest("x".repeat(1_000_000), List.of("x"))).isEmpty();
  }

  @Test
  void theNearestComesFirstAndEqualOnesByName() {
    assertThat(NearNames.near("daxs", List.of("week", "dabs", "days", "cron", "daxe", "dars")))
        .containsExactly("dabs", "dars", "daxe");
  }
}
