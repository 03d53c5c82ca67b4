package io.dataplat.compiler.component;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.compiler.backend.ComponentPlans;
import io.dataplat.compiler.diagnostic.Diagnostic;
import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.plan.ComponentPlan;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a platform team reads when a component's document does not fit its chart. */
class ComponentValuesTest {

  @Test
  void aValueThatTheChartDoesNotHaveIsReportedAtItsKey() {
    var findings = check(ComponentPlans.airflow("", "{scheduler: {replica: 2}}"));
    assertThat(findings).hasSize(1);
    assertThat(findings.get(0).rule().id()).isEqualTo("unknown-chart-value");
    assertThat(findings.get(0).message())
        .isEqualTo("chart `airflow` 1.22.0 has no value `scheduler.replica`");
    assertThat(findings.get(0).hint()).contains("did you mean `replicas`?");
    assertThat(findings.get(0).span().startColumn()).isEqualTo(14);
  }

  @Test
  void whatTheChartLeavesOpenIsNotJudged() {
    assertThat(
            check(
                ComponentPlans.airflow(
                    "",
                    "{config: {core: {parallelism: 64}, smtp: {host: mail}}, labels: {team: x},"
                        + " scheduler: {resources: {limits: {cpu: 1}}},"
                        + " postgresql: {primary: {}}}")))
        .isEmpty();
    assertThat(
            check(
                ComponentPlans.sparkOperator("{controller: {podSecurityContext: {runAsUser: 1}}}")))
        .isEmpty();
  }

  @Test
  void whatFollowsFromThePipelinesCannotBeSetBeside() {
    var values = "{spark: {jobNamespaces: [default]}, webhook: {enable: false, replicas: 2}}";
    assertThat(check(ComponentPlans.sparkOperator(values)))
        .extracting(finding -> finding.rule().id() + " " + finding.message())
        .containsExactly(
            "derived-setting `spark.jobNamespaces` is derived and cannot be set",
            "derived-setting `webhook.enable` is derived and cannot be set");
  }

  @Test
  void theExecutorIsASettingAndNoValue() {
    assertThat(check(ComponentPlans.airflow("", "{executor: LocalExecutor}")).get(0).hint())
        .contains("write it as `settings.executor`");
    assertThat(check(ComponentPlans.airflow("{executor: LocalExecutor}", ""))).isEmpty();
  }

  @Test
  void aRangeOfVersionsIsRefused() {
    for (var range : List.of("1.x", "^1.22.0", ">=1.22.0", "1.22", "latest", "*")) {
      assertThat(check(ComponentPlans.airflow(range, "", "")))
          .extracting(finding -> finding.rule().id())
          .containsExactly("version-range");
    }
  }

  @Test
  void aVersionWhoseKeysNobodyKnowsIsRefused() {
    var findings = check(ComponentPlans.airflow("9.9.9", "", "{anything: 1}"));
    assertThat(findings)
        .extracting(finding -> finding.rule().id())
        .containsExactly("version-not-known");
    assertThat(findings.get(0).hint()).contains("known: 1.22.0");
  }

  private static List<Diagnostic> check(ComponentPlan component) {
    var findings = new Diagnostics();
    ComponentValues.check(component.component(), findings);
    return findings.sorted();
  }
}
