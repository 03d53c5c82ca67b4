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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whom Prometheus tells of a reader for which snapshots of a table are kept beyond 7 days. */
@Tag("oracle")
@Tag("slow")
class ReaderAlertsTest {

  private static final String LAG =
      "dataplat_reader_lag_seconds{dataset=\"retail.orders\",namespace=\"data-retail\",reader=\"retail.copies.copy\"}";
  private static final String RUNBOOK = "https://wiki.example.org/retail";
  private static final int DAY = 86_400;

  @TempDir Path folder;

  @Test
  void m02AReaderThatLagsTenDaysIsToldOf() throws Exception {
    // The driver is there for ten minutes only; then its last word holds.
    assertPassed(10 * DAY + "x10 _x300", "ReaderHoldsSnapshots", holds());
    assertPassed(10 * DAY + "x10 _x300", "ReaderLosesSnapshots", "[]");
  }

  @Test
  void aReaderThatLosesSnapshotsCallsSomebody() throws Exception {
    assertPassed(31 * DAY + "x10 _x300", "ReaderLosesSnapshots", loses());
  }

  @Test
  void aReaderThatHasReadEverythingCallsNobody() throws Exception {
    assertPassed("0x10 _x300", "ReaderHoldsSnapshots", "[]");
    assertPassed(7 * DAY + "x10 _x300", "ReaderHoldsSnapshots", "[]");
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

  private void assertPassed(String samples, String alert, String alerts) throws Exception {
    var promtool = Tool.find("DATAPLAT_PROMTOOL", "promtool");
    rules(RUNBOOK);
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
            values: '%s'
          alert_rule_test:
          - eval_time: 4h
            alertname: %s
            exp_alerts: %s
        """
            .formatted(LAG, samples, alert, alerts));
    var answer = promtool.run(List.of("test", "rules", test.toString()));
    assertThat(answer.status()).as(answer.text()).isZero();
  }

  private static String holds() {
    return fired(
        "ticket",
        "retail.copies.copy keeps old snapshots of retail.orders: it is more than 7d behind.");
  }

  private static String loses() {
    return fired(
        "page",
        "retail.copies.copy loses what it has not read of retail.orders: it is more than 30d behind.");
  }

  private static String fired(String severity, String summary) {
    var alert =
        """
        - exp_labels: {severity: %s, owner: retail_data, dataset: retail.orders, namespace: data-retail, reader: retail.copies.copy}
          exp_annotations:
            summary: "%s"
            dataset: retail.orders
            pipeline: retail.maintenance
            runbook_url: %s
        """;
    return "\n" + alert.formatted(severity, summary, RUNBOOK).indent(6).stripTrailing();
  }

  private void rules(String runbook) throws Exception {
    var pipeline =
        PipelinePlans.batch("maintenance", "tables")
            .withHold("retail.orders", "retail.copies.copy", runbook);
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
