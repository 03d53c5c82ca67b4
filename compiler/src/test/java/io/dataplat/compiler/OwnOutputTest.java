package io.dataplat.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.compiler.backend.AccessRules;
import io.dataplat.compiler.backend.ClaimRules;
import io.dataplat.compiler.backend.DeliveryRules;
import io.dataplat.compiler.backend.DocumentRules;
import org.junit.jupiter.api.Test;

/** Every file that this repository and the starter compile to keeps the rules of the output. */
class OwnOutputTest {

  @Test
  void bothRepositoriesCompileWithoutAFinding() {
    OwnOutput.all()
        .forEach(
            (name, result) -> {
              assertThat(result.diagnostics()).as(name).isEmpty();
              assertThat(result.documents().size()).as(name).isGreaterThan(20);
            });
    assertThat(OwnOutput.byEnvironment()).hasSize(5);
  }

  @Test
  void eachDocumentKeepsTheRules() {
    OwnOutput.byEnvironment()
        .forEach(
            (name, documents) ->
                assertThat(DocumentRules.violations(documents)).as(name).isEmpty());
  }

  @Test
  void accountsRolesAndSelectedPodsExist() {
    OwnOutput.byEnvironment()
        .forEach(
            (name, documents) -> assertThat(AccessRules.violations(documents)).as(name).isEmpty());
  }

  @Test
  void eachFileIsDeliveredOnceAndItsProjectAllowsIt() {
    OwnOutput.byEnvironment()
        .forEach(
            (name, documents) ->
                assertThat(DeliveryRules.violations(documents)).as(name).isEmpty());
  }

  @Test
  void nothingIsClaimedTwiceInAllEnvironments() {
    OwnOutput.all()
        .forEach(
            (name, result) ->
                assertThat(ClaimRules.violations(result.documents())).as(name).isEmpty());
  }

  @Test
  void noProjectAllowsAKindThatDomainsNeverHave() {
    assertThat(DeliveryRules.allowedInVain(OwnOutput.ofRepository().documents())).isEmpty();
  }
}
