package io.dataplat.compiler.backend.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.compiler.backend.DeploymentPlans;
import io.dataplat.compiler.backend.PipelinePlans;
import io.dataplat.compiler.backend.Printed;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Texts stay texts in PromQL, and burn rates are those of the promised window. */
class PromQlTest {

  @Test
  void aTextIsOneStringLiteral() {
    assertThat(PromQl.quoted("a\"} or vector(1) # \\ \n"))
        .isEqualTo("\"a\\\"} or vector(1) # \\\\ \\n\"");
  }

  @Test
  void labelsNarrowASeries() {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("dataset", "retail.orders");
    labels.put("namespace", "a\"b");
    assertThat("up" + PromQl.matchers(labels))
        .isEqualTo("up{dataset=\"retail.orders\",namespace=\"a\\\"b\"}");
  }

  @Test
  void alertTemplatesPrintUsersTexts() {
    assertThat(PromQl.literalInTemplate("{{ .Secret }}")).isEqualTo("{{\"{{\"}} .Secret }}");
  }

  @Test
  void durationsTakeTheirLargestWholeUnit() {
    assertThat(PromQl.duration(Duration.ofDays(30))).isEqualTo("30d");
    assertThat(PromQl.duration(Duration.ofHours(30))).isEqualTo("30h");
    assertThat(PromQl.duration(Duration.ofMinutes(90))).isEqualTo("90m");
    assertThat(PromQl.duration(Duration.ofSeconds(61))).isEqualTo("61s");
  }

  @Test
  void ofThirtyDaysTheLongWindowsMayUseTwoFiveAndTenPercent() {
    assertThat(rules("99", Duration.ofDays(30))).contains("> 0.144", "> 0.06", "> 0.03", "> 0.01)");
  }

  @Test
  void aShorterWindowBurnsSooner() {
    assertThat(rules("99", Duration.ofDays(7))).contains("> 0.0336", "ratio_rate7d");
  }

  @Test
  void whatCannotBeReachedIsNoAlert() {
    assertThat(rules("80", Duration.ofDays(30))).doesNotContain("severity: page");
  }

  private static String rules(String objective, Duration window) {
    var pipeline =
        PipelinePlans.batch("orders", "build").withSlo("retail.orders", 30, objective, window);
    var plan = new DeploymentPlans().with(pipeline.plan()).plan();
    return Printed.text(
        new KubernetesBackend()
            .emit(plan).stream()
                .filter(document -> document.path().contains("prometheusrule"))
                .findFirst()
                .orElseThrow());
  }
}
