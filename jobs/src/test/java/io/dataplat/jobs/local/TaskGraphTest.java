package io.dataplat.jobs.local;

import static io.dataplat.jobs.fixture.Columns.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.ReadMode;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.fixture.PlanFixture;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TaskGraphTest {

  @Test
  void whoWritesComesBeforeWhoReads() {
    var graph =
        new TaskGraph(
            List.of(task("gold", "silver", "gold"), task("silver", "bronze", "silver"), bronze()),
            Map.of());
    assertThat(names(graph)).containsExactly("bronze", "silver", "gold");
    assertThat(graph.before(task("gold", "silver", "gold")))
        .containsExactly("retail.orders_daily.silver");
  }

  @Test
  void withoutAReasonTheOrderStays() {
    assertThat(names(new TaskGraph(List.of(task("b", "x", "y"), bronze()), Map.of())))
        .containsExactly("b", "bronze");
  }

  @Test
  void aPipelineMayPutATaskBeforeAnother() {
    var after = Map.of("retail.orders_daily.b", List.of("retail.orders_daily.bronze"));
    assertThat(names(new TaskGraph(List.of(task("b", "x", "y"), bronze()), after)))
        .containsExactly("bronze", "b");
  }

  @Test
  void tasksThatReadEachOtherRunAllTheSame() {
    assertThat(names(new TaskGraph(List.of(task("a", "y", "x"), task("b", "x", "y")), Map.of())))
        .containsExactly("a", "b");
  }

  private static JobPlan bronze() {
    return new PlanFixture()
        .task("bronze")
        .csv("raw", ReadMode.FULL, "raw/*.csv", key("id", "bigint"))
        .output("bronze", "raw", WriteMode.APPEND, "", key("id", "bigint"))
        .build();
  }

  private static JobPlan task(String name, String reads, String writes) {
    return new PlanFixture()
        .task(name)
        .table(reads, ReadMode.FULL, "", "", key("id", "bigint"))
        .output(writes, reads, WriteMode.APPEND, "", key("id", "bigint"))
        .build();
  }

  private static List<String> names(TaskGraph graph) {
    return graph.ordered().stream().map(plan -> plan.identity().task()).toList();
  }
}
