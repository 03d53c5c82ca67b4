package io.dataplat.compiler.backend.sparkapplication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import io.dataplat.compiler.backend.DeploymentPlans;
import io.dataplat.compiler.backend.PipelinePlans;
import io.dataplat.compiler.backend.Printed;
import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.SourceSpan;
import io.dataplat.compiler.model.Sourced;
import io.dataplat.compiler.plan.PipelinePlan;
import io.dataplat.compiler.yaml.ScalarStyle;
import io.dataplat.compiler.yaml.ScalarType;
import io.dataplat.compiler.yaml.YamlScalar;
import io.dataplat.compiler.yaml.YamlWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.approvaltests.Approvals;
import org.junit.jupiter.api.Test;

/** One function makes the application of a task, for the cluster and for Airflow. */
class SparkApplicationsTest {

  @Test
  void aTemplateForAirflowRunsOnceAndIsCleanedUp() {
    var pipeline = PipelinePlans.batch("orders_daily", "build").withSecret("pii_salt").plan();
    Approvals.verify(YamlWriter.document(template(pipeline)));
  }

  @Test
  void usersTextsRenderToThemselvesAndOnlyArgumentsAreJinja() {
    var pipeline =
        PipelinePlans.batch("orders_daily", "build")
            .withSparkConf("spark.x", "{{ var.value.password }}")
            .withSparkConf("spark.{%", "{# gone #}")
            .withLabels(Map.of("team", Sourced.builtIn("{{ 7 * 7 }}")))
            .withJobPlanText("{\n  \"sql\" : \"SELECT '{{ ds }}'\"\n}")
            .plan();
    var printed = YamlWriter.document(template(pipeline));
    assertThat(printed)
        .contains("spark.x: \"{% raw %}{{{% endraw %} var.value.password }}\"")
        .contains("spark.{% raw %}{%{% endraw %}: \"{% raw %}{#{% endraw %} gone #}\"")
        .contains("team: \"{% raw %}{{{% endraw %} 7 * 7 }}\"")
        .contains("\"sql\" : \"SELECT '{% raw %}{{{% endraw %} ds }}'\"")
        .contains("(dag_run.logical_date or dag_run.run_after).isoformat()");
  }

  @Test
  void templatesAndStreamsHaveEqualPodsButForNamesAndTheTimesToEnd() {
    var template = template(PipelinePlans.batch("orders", "land").plan());
    var pipeline = PipelinePlans.streaming("orders", "land").plan();
    var stream = SparkApplications.streaming(pipeline, pipeline.tasks().get(0));
    assertThat(at(template, "executor", "template")).isEqualTo(at(stream, "executor", "template"));
    var driver = new LinkedHashMap<>(at(stream, "driver", "template", "spec"));
    assertThat(driver.remove("terminationGracePeriodSeconds")).isEqualTo(180L);
    var ofTemplate = new LinkedHashMap<>(at(template, "driver", "template", "spec"));
    assertThat(ofTemplate.remove("activeDeadlineSeconds")).isEqualTo(4 * 3600L);
    assertThat(driver).isEqualTo(ofTemplate);
    assertThat(at(stream, "driver", "template", "metadata"))
        .isEqualTo(at(template, "driver", "template", "metadata"));
  }

  @Test
  void aDriverEndsAtTheTimeoutOfItsTask() {
    var template = template(PipelinePlans.batch("orders", "build").plan());
    assertThat(at(template, "driver", "template", "spec"))
        .containsEntry("activeDeadlineSeconds", 4 * 3600L);
    assertThat(at(template, "executor", "template", "spec"))
        .doesNotContainKey("activeDeadlineSeconds");
  }

  @Test
  void whatTheWebhookOfTheOperatorWouldAddIsThere() {
    var template = template(PipelinePlans.batch("orders", "build").plan());
    assertThat(at(template)).containsEntry("deps", Map.of());
    for (String role : List.of("driver", "executor")) {
      assertThat(at(template, role, "template", "spec").get("containers"))
          .asInstanceOf(LIST)
          .singleElement()
          .asInstanceOf(MAP)
          .containsEntry("resources", Map.of());
    }
  }

  @Test
  void aMissingSecretIsTheJobsToReport() {
    var template = template(PipelinePlans.batch("orders", "build").withSecret("salt").plan());
    for (String role : List.of("driver", "executor")) {
      assertThat(at(template, role, "template", "spec").get("volumes"))
          .asInstanceOf(LIST)
          .contains(
              Map.of(
                  "name", "secret-salt", "secret", Map.of("optional", true, "secretName", "salt")));
    }
  }

  @Test
  void leavesKeepTheSourcesThatDecidedThem() {
    var node =
        new YamlScalar(
            new SourceSpan("environments/e2e.yaml", 7, 10, 7, 11),
            ScalarType.INTEGER,
            "4",
            ScalarStyle.PLAIN,
            List.of());
    var pipeline =
        PipelinePlans.batch("orders", "build").withDriverCores(Sourced.at(4, node)).plan();
    var cores = below(below(template(pipeline), "spec"), "driver").get("cores");
    assertThat(cores).isEqualTo(Sourced.at(4, node));
  }

  @Test
  void aPlanThatNoAnnotationHoldsIsAFinding() {
    var findings = new Diagnostics();
    var large =
        PipelinePlans.batch("orders", "build").withJobPlanText("x".repeat(200 * 1024 + 1)).plan();
    var largest =
        PipelinePlans.batch("orders", "build").withJobPlanText("x".repeat(200 * 1024)).plan();
    PlanSize.check(new DeploymentPlans().with(largest).with(large).plan(), findings);
    assertThat(findings.sorted()).hasSize(1);
    assertThat(findings.sorted().get(0).message())
        .isEqualTo("the plan of task `retail.orders.build` has 201 KiB, 200 KiB are possible");
  }

  private static Map<String, Object> template(PipelinePlan pipeline) {
    return SparkApplications.batchTemplate(pipeline, pipeline.tasks().get(0));
  }

  private static Map<String, Object> at(Map<String, Object> tree, String... path) {
    var value = below(Printed.plain(tree), "spec");
    for (String key : path) {
      value = below(value, key);
    }
    return value;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> below(Map<String, Object> tree, String key) {
    return (Map<String, Object>) tree.getOrDefault(key, Map.of());
  }
}
