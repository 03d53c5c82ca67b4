package io.dataplat.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dataplat.jobplan.RunScope;
import io.dataplat.jobplan.RunTrigger;
import io.dataplat.jobs.replay.ReplayRequest;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobArgumentsTest {

  @Test
  void aClusterRunNeedsThePlanAndAirflowsTick() {
    var arguments =
        JobArguments.parse(
            "--plan", "/etc/dataplat/plan.json", "--tick", "2026-03-30T03:00:00+02:00");
    assertThat(arguments.plan()).isEqualTo(Path.of("/etc/dataplat/plan.json"));
    assertThat(arguments.run().scope())
        .isEqualTo(new RunScope.Tick(Instant.parse("2026-03-30T01:00:00Z")));
    assertThat(arguments.run().trigger()).isEqualTo(RunTrigger.SCHEDULE);
    assertThat(arguments.local()).isEmpty();
  }

  @Test
  void aRunOnThisMachineSaysWhereItsTablesLie() {
    var arguments =
        JobArguments.parse(
            "--plan",
            "a.json",
            "--from",
            "2026-03-29T00:00:00Z",
            "--to",
            "2026-03-30T00:00:00Z",
            "--local",
            "target/x");
    assertThat(arguments.local()).contains(Path.of("target/x"));
    assertThat(arguments.run().trigger()).isEqualTo(RunTrigger.LOCAL);
  }

  @Test
  void changesAreReadAnewFromAPlaceOn() {
    var line = "--plan p --tick 2026-03-30T01:00:00Z --rewind-to start";
    assertThat(JobArguments.parse(line.split(" ")).run().scope())
        .isEqualTo(new RunScope.Rewind(Instant.parse("2026-03-30T01:00:00Z"), "start"));
  }

  @Test
  void aReplayMayNameBoundsRulesAndADataset() {
    var line =
        "--plan p --tick 2026-03-30T01:00:00Z --replay true --to 2026-03-01T00:00:00Z --rules a,b";
    var arguments = JobArguments.parse(line.split(" "));
    var tick = Instant.parse("2026-03-30T01:00:00Z");
    assertThat(arguments.replay())
        .contains(
            new ReplayRequest(
                tick,
                Optional.empty(),
                Optional.of(Instant.parse("2026-03-01T00:00:00Z")),
                List.of("a", "b"),
                Optional.empty()));
    assertThat(arguments.run().trigger()).isEqualTo(RunTrigger.REPLAY);
    assertThat(arguments.run().scope()).isEqualTo(new RunScope.Tick(tick));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--plan p --tick 2026-03-30T01:00:00Z --replay yes",
        "--plan p --replay true",
        "--plan p --tick 2026-03-30T01:00:00Z --replay true --rewind-to start",
        "--plan p --tick 2026-03-30T01:00:00Z --rules a",
        "--tick 2026-03-30T01:00:00Z",
        "--plan p",
        "--plan p --tick yesterday",
        "--plan p --tick 2026-03-30T01:00:00",
        "--plan p --tick 2026-03-30T01:00:00Z --from 2026-03-30T01:00:00Z",
        "--plan p --from 2026-03-30T01:00:00Z",
        "--plan p --rewind-to start",
        "--plan p --from 2026-03-30T01:00:00Z --to 2026-03-31T01:00:00Z --rewind-to start",
        "--plan p --tick 2026-03-30T01:00:00Z --tick 2026-03-30T01:00:00Z",
        "--plan p --plan q --tick 2026-03-30T01:00:00Z",
        "--plan p --tick 2026-03-30T01:00:00Z --attempt many",
        "--plan p --tick 2026-03-30T01:00:00Z --attempt 0",
        "--plan p --tick 2026-03-30T01:00:00Z --force yes",
        "--plan p --tick +12026-03-30T01:00:00Z",
        "--plan p --tick -0500-03-30T01:00:00Z",
        "--plan p\0 --tick 2026-03-30T01:00:00Z",
        "--plan p --tick 2026-03-30T01:00:00Z --root \0",
        "--plan p --tick 2026-03-30T01:00:00Z --trigger cat",
        "--plan p --tick 2026-03-30T01:00:00Z --verbose true",
        "--plan p --tick",
        "plan p"
      })
  void anythingElseIsRefused(String line) {
    assertThatThrownBy(() -> JobArguments.parse(line.split(" ", -1)))
        .isInstanceOf(JobFailure.class)
        .hasFieldOrPropertyWithValue("exitCode", ExitCode.BAD_ARGUMENTS);
  }

  @Test
  void exitCodesAreDistinct() {
    assertThat(ExitCode.values()).extracting(ExitCode::code).doesNotHaveDuplicates();
    assertThat(ExitCode.SUCCESS.code()).isZero();
  }
}
