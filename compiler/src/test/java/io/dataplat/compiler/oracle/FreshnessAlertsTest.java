package io.dataplat.compiler.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.compiler.backend.DeploymentPlans;
import io.dataplat.compiler.backend.Document;
import io.dataplat.compiler.backend.PipelinePlans;
import io.dataplat.compiler.backend.Printed;
import io.dataplat.compiler.backend.kubernetes.KubernetesBackend;
import io.dataplat.compiler.yaml.YamlWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whom Prometheus calls, and when, for a promise of data no older than 30 hours. */
@Tag("oracle")
@Tag("slow")
class FreshnessAlertsTest {

  private static final String FRONTIER =
      "dataplat_frontier_timestamp_seconds{dataset=\"retail.orders\",namespace=\"data-retail\"}";
  private static final String PAGE = "DatasetFreshnessBudgetBurn";

  @TempDir Path folder;

  @Test
  void dataThatNeverMovesCallsSomebodySoonAfterItIsTooOld() throws Exception {
    // The frontier stays at 0, so the data is too old from the thirtieth hour on.
    assertPassed("'0x2400'", "29h", "[]");
    assertPassed("'0x2400'", "32h", fired("page") + fired("ticket"));
  }

  @Test
  void betweenTwoRunsTheLastFrontierHolds() throws Exception {
    // The driver is there for ten minutes only; then nothing is scraped.
    assertPassed("'0x10 _x2390'", "29h", "[]");
    assertPassed("'0x10 _x2390'", "32h", fired("page") + fired("ticket"));
  }

  @Test
  void dataThatMovesCallsNobody() throws Exception {
    assertPassed("'0+60x2400'", "32h", "[]");
  }

  @Test
  void aDatasetThatWasNeverWrittenCallsNobody() throws Exception {
    assertPassed("'_x2400'", "32h", "[]");
  }

  @Test
  void hostileTextsAreRulesAllTheSame() throws Exception {
    var promtool = Tool.find("DATAPLAT_PROMTOOL", "promtool");
    for (var text : List.of("{{ .Bad", "\"} or vector(1) #", "\\", "'\n- alert: x")) {
      rules(text);
      var answer = promtool.run(List.of("check", "rules", folder.resolve("rules.yaml").toString()));
      assertThat(answer.status()).as(text + answer.text()).isZero();
    }
  }

  private void assertPassed(String samples, String at, String alerts) throws Exception {
    var promtool = Tool.find("DATAPLAT_PROMTOOL", "promtool");
    rules("https://wiki.example.org/retail");
    var test = folder.resolve("test.yaml");
    Files.writeString(
        test,
        """
        rule_files: [rules.yaml]
        evaluation_interval: 1m
        tests:
        - interval: 1m
          input_series:
          - series: '%s'
            values: %s
          alert_rule_test:
          - eval_time: %s
            alertname: %s
            exp_alerts: %s
        """
            .formatted(FRONTIER, samples, at, PAGE, alerts));
    var answer = promtool.run(List.of("test", "rules", test.toString()));
    assertThat(answer.status()).as(answer.text()).isZero();
  }

  private static String fired(String severity) {
    var alert =
        """
        - exp_labels: {severity: %s, owner: retail_data, dataset: retail.orders, namespace: data-retail}
          exp_annotations:
            summary: retail.orders is older than 30h more often than promised.
            dataset: retail.orders
            pipeline: retail.orders_daily
            runbook_url: https://wiki.example.org/retail
        """;
    return "\n" + alert.formatted(severity).indent(6).stripTrailing();
  }

  private void rules(String runbook) throws Exception {
    var pipeline =
        PipelinePlans.batch("orders_daily", "build")
            .withSlo("retail.orders", 30, "99", Duration.ofDays(30), runbook);
    var plan = new DeploymentPlans().with(pipeline.plan()).plan();
    for (Document document : new KubernetesBackend().emit(plan)) {
      if (document instanceof Document.Tree tree && tree.path().contains("prometheusrule-")) {
        Map<String, Object> spec = new LinkedHashMap<>();
        ((Map<?, ?>) Printed.plain(tree.tree()).getOrDefault("spec", Map.of()))
            .forEach((key, value) -> spec.put((String) key, value));
        Files.writeString(folder.resolve("rules.yaml"), YamlWriter.document(spec));
      }
    }
  }
}
