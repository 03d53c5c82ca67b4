package io.dataplat.compiler.backend.airflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.compiler.backend.PipelinePlans;
import io.dataplat.compiler.backend.airflow.DagModel.AssetModel;
import io.dataplat.compiler.backend.airflow.DagModel.EdgeModel;
import io.dataplat.compiler.backend.airflow.DagModel.TaskModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.approvaltests.Approvals;
import org.approvaltests.core.Options;
import org.junit.jupiter.api.Test;

class DagTemplateTest {

  private static final String HOSTILE =
      "\"\"\"; import os\nos.system('x') # {{ 7*7 }} ${evil} \u202e \u2028 \0 \\ .md";

  private final DagTemplate template = new DagTemplate();

  @Test
  void aCronPipelineOfTwoTasks() {
    var build = task("build", List.of(), List.of("RETAIL__ORDERS"));
    var sum = task("sum", List.of("RETAIL__ORDERS"), List.of("RETAIL__DAILY_REVENUE"));
    var dag =
        dag(
            "Orders cleaned once a day, then summed.",
            "cron",
            List.of(),
            List.of(build, sum),
            List.of(new EdgeModel(PythonText.name("build"), PythonText.name("sum"))));

    verify(dag);
  }

  @Test
  void aPipelineThatFollowsAssets() {
    var triggers = List.of(PythonText.name("RETAIL__ORDERS"), PythonText.name("RETAIL__PARTS"));

    verify(dag("Follows.", "all", triggers, List.of(task("sum", List.of(), List.of())), List.of()));
  }

  @Test
  void aTimetableIsOfTheCoreWhereTheSdkHasNone() {
    var pipeline = PipelinePlans.batch("orders_daily", "build").plan();
    var dag = pipeline.dag().orElseThrow();

    assertThat(template.print(DagModels.of(pipeline, dag, "3.1")))
        .contains("from airflow.sdk import DAG, Param\n")
        .contains("from airflow.timetables.trigger import CronTriggerTimetable\n");
    assertThat(template.print(DagModels.of(pipeline, dag, "3.2")))
        .contains("from airflow.sdk import DAG, CronTriggerTimetable, Param\n")
        .doesNotContain("airflow.timetables");
  }

  @Test
  void hostileTextStaysText() {
    String printed =
        template.print(
            dag(HOSTILE, "manual", List.of(), List.of(task("t", List.of(), List.of())), List.of()));

    assertThat(printed)
        .contains(
            "description=\"\\\"\\\"\\\"; import os\\nos.system('x') # {{ 7*7 }} ${evil}"
                + " \\u202e \\u2028 \\x00 \\\\ .md\",");
    assertThat(printed.chars()).allMatch(c -> c == '\n' || (c >= 0x20 && c < 0x7f));
  }

  @Test
  void aLongTextBecomesOneLiteralALine() {
    String text = "word ".repeat(60).strip();

    assertThat(PythonLiteral.wrapped(text, ""))
        .startsWith("(\n    \"word word")
        .endsWith("word\"\n)");
  }

  @Test
  void noCommentEndsEarly() {
    assertThat(PythonText.comment("a.yaml\nimport os").source()).isEqualTo("a.yaml\\nimport os");
  }

  @Test
  void noTemplateSwitchesEscapingOff() throws IOException {
    try (var in = DagTemplate.class.getResourceAsStream("dag.py.ftl")) {
      String source = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(source).doesNotContain("no_esc", "noautoesc", "output_format", "<#include");
    }
  }

  private void verify(DagModel dag) {
    Approvals.verify(template.print(dag), new Options().forFile().withExtension(".py"));
  }

  private static DagModel dag(
      String description,
      String timetable,
      List<PythonText> triggers,
      List<TaskModel> tasks,
      List<EdgeModel> edges) {
    return new DagModel(
        PythonText.comment("pipelines/retail/orders_daily.yaml"),
        new PythonText("DAG, Asset, AssetAll, CronTriggerTimetable, Param"),
        false,
        List.of(asset("daily_revenue"), asset("orders"), asset("parts")),
        "retail.orders_daily",
        PythonText.text(description, "    "),
        PythonText.text(description + "\n", "    "),
        timetable,
        "0 3 * * *",
        "Europe/Zurich",
        triggers,
        timetable.equals("cron"),
        timetable.equals("cron")
            ? List.of(
                new DagModel.Argument(
                    PythonText.name("start_date"),
                    PythonText.datetime(
                        LocalDate.of(2026, 1, 2).atStartOfDay(), ZoneId.of("Europe/Zurich"))))
            : List.of(),
        PythonText.bool(timetable.equals("cron")),
        PythonText.number(1),
        "retail_data",
        List.of(new DagModel.Default("depends_on_past", PythonText.bool(true))),
        List.of("https://wiki.example.org/retail"),
        timetable.equals("cron"),
        timetable.equals("all"),
        true,
        List.of("dataplat", "domain:retail", "env:prod"),
        tasks,
        edges);
  }

  private static AssetModel asset(String dataset) {
    return new AssetModel(
        PythonText.name("RETAIL__" + dataset.toUpperCase(Locale.ROOT)),
        "retail." + dataset,
        "x-iceberg://lakehouse/retail/" + dataset);
  }

  private static TaskModel task(String name, List<String> inlets, List<String> outlets) {
    return new TaskModel(
        PythonText.name(name),
        name,
        name + ".yaml",
        "data-retail",
        "orders-daily--" + name,
        "spark_retail",
        PythonText.number(2),
        PythonText.timedelta(Duration.ofMinutes(5)),
        PythonText.timedelta(Duration.ofHours(4)),
        inlets.stream().map(PythonText::name).toList(),
        outlets.stream().map(PythonText::name).toList());
  }
}
