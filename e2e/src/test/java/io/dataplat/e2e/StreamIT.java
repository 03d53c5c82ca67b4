package io.dataplat.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** A million events become rows, each once, while the driver of the stream dies twice. */
@Order(4)
@ExtendWith({Platform.Given.class, Steps.class})
@TestMethodOrder(OrderAnnotation.class)
class StreamIT {

  private static final Path APPLICATION =
      Path.of("../generated/e2e/retail/order_events_live")
          .resolve("sparkapplication-order-events-live--land.yaml")
          .toAbsolutePath()
          .normalize();
  private static final String TABLE = "order_events_bronze";
  private static final String LEDGER = "dataplat.ledger.retail.order_events_live.land.bronze";
  private static final long MESSAGES = 1_020_000;
  private static final Duration LIMIT = Duration.ofMinutes(4);

  private static Platform platform;
  private static StreamDriver driver;
  private static Process events;
  private static long begun;
  private static long instances;

  @BeforeAll
  static void start(Platform given) throws IOException {
    platform = given;
    driver = new StreamDriver(given.cluster());
    events = platform.data().events(APPLICATION);
    platform.awaitSynced();
  }

  @AfterAll
  static void stop() {
    if (events != null) {
      events.destroy();
    }
  }

  @Test
  @Order(1)
  void theStreamReadsWhatIsSent() throws IOException {
    await("an instance of the stream", stream -> stream.instances() > 0);
    instances = stream().instances();
    begun = System.nanoTime();
    sendNextPart();
    await("a micro-batch", stream -> stream.messages() > 0);
  }

  @Test
  @Order(2)
  void aDriverWhosePodIsTakenAwayComesBack() throws IOException {
    String pod = driver.uid();
    long killed = System.nanoTime();

    driver.pod().withGracePeriod(0).delete();

    sendNextPart();
    awaitNext(pod, killed);
  }

  @Test
  @Order(3)
  void aDriverThatDiesInTheMiddleOfAMicroBatchComesBack() throws IOException {
    sendNextPart();
    await("a micro-batch that no reader sees", PublishedStream::isStaging);
    String pod = driver.uid();
    var before = stream();
    long killed = System.nanoTime();

    // The first process of a container cannot be killed from within; this one minds a fault.
    try (ExecWatch shell = driver.pod().redirectingOutput().exec("bash", "-c", "kill -SEGV 1")) {
      Wait.until(
          "the death",
          LIMIT,
          () -> isDead(pod) ? List.of() : List.of("it lives: " + shell.exitCode()));
    }

    assertThat(stream()).isEqualTo(before);
    awaitNext(pod, killed);
  }

  @Test
  @Order(4)
  void everyEventIsWrittenOnce() throws IOException, InterruptedException {
    await("all messages", stream -> stream.messages() == MESSAGES);
    double seconds = Steps.seconds(begun);
    Steps.say("%,d messages in %.1f s, two deaths included", MESSAGES, seconds);

    assertThat(platform.data().wrong(APPLICATION)).isEmpty();
    assertThat(stream().instances()).isEqualTo(instances + 2);
    assertThat(stream().isStaging()).isFalse();
  }

  private static void sendNextPart() throws IOException {
    events.getOutputStream().write('\n');
    events.getOutputStream().flush();
  }

  private static void awaitNext(String pod, long killed) {
    Wait.until("another driver", LIMIT, () -> driver.isAnother(pod) ? List.of() : List.of(pod));
    var before = stream();
    await("its first micro-batch", stream -> stream.messages() > before.messages());
    Steps.say("%,d messages %.1f s after the death", stream().messages(), Steps.seconds(killed));
  }

  private static boolean isDead(String pod) {
    Pod now = driver.pod().get();
    return now == null || driver.isAnother(pod) || now.getStatus().getPhase().equals("Failed");
  }

  private static PublishedStream stream() {
    try {
      return platform.data().stream(TABLE, LEDGER);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void await(String what, Predicate<PublishedStream> reached) {
    Wait.until(
        what,
        LIMIT,
        () -> {
          var stream = stream();
          return reached.test(stream) ? List.of() : List.of(stream.toString());
        });
  }
}
