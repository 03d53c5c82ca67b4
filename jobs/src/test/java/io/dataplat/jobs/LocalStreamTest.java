package io.dataplat.jobs;

import static io.dataplat.jobs.fixture.Columns.allowed;
import static io.dataplat.jobs.fixture.Columns.key;
import static io.dataplat.jobs.fixture.Columns.required;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.ReadMode;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.fixture.Lake;
import io.dataplat.jobs.fixture.LocalRun;
import io.dataplat.jobs.fixture.PlanFixture;
import io.dataplat.jobs.fixture.SpawnedJob;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Streams of a local run, with a broker and messages of their own. */
@Tag("slow")
class LocalStreamTest {

  private static final JobPlan LAND =
      new PlanFixture()
          .task("land")
          .topic("clicks", "at", columns())
          .output("events", "clicks", WriteMode.APPEND, "at", columns())
          .build();
  private static final JobPlan COUNT =
      new PlanFixture()
          .task("count")
          .daily()
          .table("events", ReadMode.INTERVAL, "at", "retail.orders_daily.land", columns())
          .output("counted", "events", WriteMode.APPEND, "at", columns())
          .build();

  private final Path folder;

  LocalStreamTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private static ContractColumn[] columns() {
    return new ContractColumn[] {
      key("id", "string"), required("at", "timestamp"), allowed("kind", "open", "close")
    };
  }

  @Test
  void everyMessageOfALiveRunIsAccountedFor() throws IOException {
    var outcome =
        LocalRun.of(folder, List.of(LAND), "--rows", "300", "--rate", "100", "--faults", "20%");
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.code()).isEqualTo(ExitCode.SUCCESS);
    var numbers =
        Pattern.compile("orders_daily.land +300 +300 +([0-9]+) +([0-9]+) +([0-9]+) +0 +0 +0 +0\n")
            .matcher(outcome.out());
    assertThat(numbers.find()).as(outcome.out()).isTrue();
    var written = Integer.parseInt(numbers.group(1));
    var deadLetters = Integer.parseInt(numbers.group(2));
    var quarantined = Integer.parseInt(numbers.group(3));
    assertThat(written + deadLetters + quarantined).isEqualTo(300);
    assertThat(written).isGreaterThan(200);
    assertThat(deadLetters).isPositive();
    assertThat(quarantined).isPositive();
    assertThat(rows("SELECT count(*) FROM lakehouse.retail.events"))
        .containsExactly(String.valueOf(written));
  }

  @Test
  void aDomainReadsWhatItsStreamHasWritten() throws IOException {
    var arguments = new String[] {"--domain", "true", "--interval", "2026-03-29", "--rows", "50"};
    var first = LocalRun.of(folder, List.of(COUNT, LAND), arguments);
    assertThat(first.err()).isEmpty();
    // The day of Zurich has a part in two days of UTC; two messages moved the watermark past it.
    assertThat(first.out()).containsPattern("orders_daily.land +1 +102 +102 +0 +0 +published\n");
    var counted = rows("SELECT count(*) FROM lakehouse.retail.counted");
    assertThat(counted)
        .isEqualTo(
            rows(
                "SELECT count(*) FROM lakehouse.retail.events WHERE at >= '2026-03-28T23:00:00Z'"
                    + " AND at < '2026-03-29T22:00:00Z'"))
        .doesNotContain("0");
    var second = LocalRun.of(folder, List.of(COUNT, LAND), arguments);
    assertThat(second.out())
        .as("the topics, the tables and where the stream stood are kept")
        .containsPattern("orders_daily.land .* unchanged\n");
    assertThat(rows("SELECT count(*) FROM lakehouse.retail.counted")).isEqualTo(counted);
  }

  @Test
  void whoStopsALiveRunSeesWhatItHasDone() throws IOException, InterruptedException {
    var out = new ByteArrayOutputStream();
    var printer = new PrintStream(out, true, StandardCharsets.UTF_8);
    var job = new LocalJob(printer, printer);
    assertThat(job.drain()).as("there is no stream yet").isFalse();
    var arguments = LocalRun.arguments(folder, List.of(LAND), "--rate", "50");
    // A thread of a pool would have the active session of whoever made it.
    var run =
        CompletableFuture.supplyAsync(() -> job.run(arguments), each -> new Thread(each).start());
    while (!run.isDone() && !out.toString(StandardCharsets.UTF_8).contains("written")) {
      Thread.sleep(10);
    }
    assertThat(job.drain()).as(out.toString(StandardCharsets.UTF_8)).isTrue();
    assertThat(run.join()).isEqualTo(ExitCode.SUCCESS);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("until Ctrl-C")
        .containsPattern("orders_daily.land +[1-9][0-9]* +[1-9][0-9]* +[1-9][0-9]* +0 +0 ");
  }

  @Test
  void aTerminalAndMavenMayBothStopTheProcessOfALiveRun() throws IOException, InterruptedException {
    try (var run = SpawnedJob.local(folder, List.of(LAND), "--rate", "50")) {
      run.await(() -> run.said().contains("written"));
      // Ctrl-C reaches Maven and the run; Maven, as it ends, asks the run to end as well.
      run.signal("INT");
      run.signal("TERM");
      assertThat(run.exitCode()).as(run.said()).isZero();
      var table = Pattern.compile("orders_daily.land +[0-9]+ +[0-9]+ +([1-9][0-9]*) ");
      var shown = table.matcher(run.said());
      assertThat(shown.find()).as(run.said()).isTrue();
      assertThat(rows("SELECT count(*) FROM lakehouse.retail.events"))
          .as("what the table at the end says is written")
          .containsExactly(shown.group(1));
    }
  }

  private List<String> rows(String sql) {
    return new Lake(folder).rows(COUNT, sql);
  }
}
