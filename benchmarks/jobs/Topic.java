import io.dataplat.jobs.fixture.Broker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.AbstractList;
import java.util.List;
import java.util.Locale;

/**
 * A broker in a process of its own with a topic of JSON messages: {@code Topic FOLDER MESSAGES}.
 * Prints its address when all are sent, and ends when nobody holds its input any more.
 */
public final class Topic {

  static final String NAME = "orders";
  static final int PARTITIONS = 4;

  private Topic() {}

  public static void main(String[] arguments) throws Exception {
    var messages = Integer.parseInt(arguments[1]);
    try (var broker = new Broker(Path.of(arguments[0])).topic(NAME, PARTITIONS)) {
      for (int partition = 0; partition < PARTITIONS; partition++) {
        broker.sendBytes(NAME, partition, messages(partition, messages / PARTITIONS));
      }
      System.out.println(broker.address());
      System.in.readAllBytes();
    }
  }

  private static List<byte[]> messages(int partition, int size) {
    return new AbstractList<>() {
      @Override
      public byte[] get(int index) {
        return message((long) index * PARTITIONS + partition).getBytes(StandardCharsets.UTF_8);
      }

      @Override
      public int size() {
        return size;
      }
    };
  }

  // One message in a hundred breaks a rule, and one in a thousand is no record.
  private static String message(long id) {
    return String.format(
        Locale.ROOT,
        "{\"id\":%d,\"ordered_at\":\"%s\",\"customer\":%d,\"product\":\"P%d\",\"quantity\":%d,"
            + "\"amount\":%d.%02d,\"country\":\"%s\",\"channel\":\"%s\",\"note\":\"%s\"%s",
        id,
        Instant.ofEpochMilli(1_767_225_600_000L + id * 37),
        id * 7919 % 50_000,
        id * 31 % 2_000,
        id % 100 == 50 ? 0 : id % 40 + 1,
        id % 900 + 1,
        id % 100,
        id % 3 == 0 ? "CH" : "DE",
        id % 5 == 0 ? "app" : "web",
        "leave it with the neighbours, " + Long.toString(id * 2_654_435_761L % 1_000_003, 36),
        id % 1_000 == 1 ? "" : "}");
  }
}
