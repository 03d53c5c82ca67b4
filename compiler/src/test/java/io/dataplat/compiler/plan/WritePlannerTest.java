package io.dataplat.compiler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.compiler.RuleCase;
import io.dataplat.compiler.model.Domain;
import io.dataplat.compiler.model.Pipeline;
import io.dataplat.jobplan.AbsentKeys;
import io.dataplat.jobplan.LateChanges;
import io.dataplat.jobplan.Write;
import io.dataplat.jobplan.WriteMode;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

/** What of an output's write a plan says, the defaults too. */
class WritePlannerTest {

  private static Pipeline pipeline(String write) {
    var compiled =
        RuleCase.repository()
            .dataset(
                "orders",
                """
                layer: silver
                table: {}
                timeColumn: ordered_at
                columnsFrom: retail.extract
                columns: {order_id: {key: true}%s}
                """
                    .formatted(
                        write.contains("scd2")
                            ? ", since: {type: timestamp, generated: valid_from}"
                            : ""))
            .batch(
                "daily",
                "{manual: true}",
                """
                keep:
                  inputs: {extract: {dataset: retail.extract, read: full}}
                  outputs: {target: {dataset: retail.orders, from: extract, write: %s}}
                """
                    .formatted(write))
            .findsWhatIsMarked();
    return compiled.platform("test").platform().domains().stream()
        .map(Domain::pipelines)
        .flatMap(pipelines -> pipelines.stream())
        .filter(each -> each.id().toString().equals("retail.daily"))
        .findFirst()
        .orElseThrow();
  }

  private static Write planned(String write) {
    var output = pipeline(write).tasks().get(0).outputs().get(0);
    return WritePlanner.write(output.write(), output.dataset().value());
  }

  @Test
  void aHistoryTracksAllButKeyTimeAndSequence() {
    var write = planned("{mode: scd2}");
    assertThat(write.mode()).isEqualTo(WriteMode.SCD2);
    assertThat(write.keys()).containsExactly("order_id");
    assertThat(write.sequenceBy()).containsExactly("ordered_at");
    assertThat(write.effectiveFrom()).contains("ordered_at");
    assertThat(write.track().orElseThrow()).containsExactly("amount");
    assertThat(write.late()).contains(LateChanges.QUARANTINE);
    assertThat(write.absent()).contains(AbsentKeys.KEEP);
    assertThat(write.maxRemoved()).isEmpty();
    assertThat(planned("{mode: scd2, late: insert}").late()).contains(LateChanges.INSERT);
    assertThat(planned("{mode: scd2, track: [ordered_at]}").track().orElseThrow())
        .containsExactly("ordered_at");
  }

  @Test
  void aCompleteSourceHasALimitAndNoSequenceOfItsOwn() {
    var history = planned("{mode: scd2, effectiveFrom: run, absent: end}");
    assertThat(history.effectiveFrom()).contains(Write.RUN);
    assertThat(history.effectiveColumn()).isEmpty();
    assertThat(history.sequenceBy()).isEmpty();
    assertThat(history.track().orElseThrow()).containsExactly("amount", "ordered_at");
    assertThat(history.late()).isEmpty();
    assertThat(history.maxRemoved()).contains(BigDecimal.valueOf(20));

    var snapshot = planned("{mode: snapshot, maxRemoved: 5%}");
    assertThat(snapshot.absent()).contains(AbsentKeys.DELETE);
    assertThat(snapshot.maxRemoved()).contains(BigDecimal.valueOf(5));
    assertThat(snapshot.sequenceBy()).isEmpty();
    assertThat(snapshot.track().orElseThrow()).containsExactly("amount", "ordered_at");
    assertThat(planned("{mode: snapshot, absent: keep}").maxRemoved()).isEmpty();
  }

  @Test
  void onlyWritesOfAnyOrderCommute() {
    assertThat(DagPlanner.commutes(pipeline("{mode: scd1}"))).isTrue();
    assertThat(DagPlanner.commutes(pipeline("{mode: scd2, late: insert}"))).isTrue();
    assertThat(DagPlanner.commutes(pipeline("{mode: scd2}"))).isFalse();
    assertThat(DagPlanner.commutes(pipeline("{mode: scd2, effectiveFrom: run}"))).isFalse();
    assertThat(DagPlanner.commutes(pipeline("{mode: snapshot}"))).isFalse();
  }
}
