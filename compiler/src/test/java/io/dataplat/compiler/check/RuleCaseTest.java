package io.dataplat.compiler.check;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dataplat.compiler.RuleCase;
import org.junit.jupiter.api.Test;

class RuleCaseTest {

  @Test
  void theBaseRepositoryHasNoFindings() {
    RuleCase.repository().findsWhatIsMarked();
  }

  @Test
  void aFindingThatNobodyExpectsFails() {
    var unexpected = RuleCase.repository().orders("orders");

    assertThatThrownBy(unexpected::findsWhatIsMarked).hasMessageContaining("never-written");
  }

  @Test
  void anExpectedFindingThatIsMissingFails() {
    var missing =
        RuleCase.repository().orders("orders").copy("daily # error: bad-cron", "retail.orders");

    assertThatThrownBy(missing::findsWhatIsMarked).hasMessageContaining("bad-cron");
  }
}
