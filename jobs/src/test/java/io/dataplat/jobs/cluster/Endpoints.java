package io.dataplat.jobs.cluster;

import io.dataplat.jobs.fixture.Broker;
import io.dataplat.jobs.fixture.RestCatalog;
import io.dataplat.jobs.fixture.S3;
import io.dataplat.jobs.sample.TpchFiles;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

/**
 * What the jobs in the Pods of environment {@code e2e} talk to, at the ports that it names: an S3
 * with the files of a shop, an Iceberg REST catalog whose tables lie in it, and a Kafka broker.
 */
public final class Endpoints {

  private static final int S3_PORT = 9000;
  private static final int CATALOG_PORT = 8181;
  private static final int KAFKA_PORT = 9092;
  private static final String LANDING = "landing";
  private static final String EVENTS = "retail.order-events";
  private static final int PARTITIONS = 4;
  private static final double SCALE = 0.01;
  private static final LocalDate DAY = LocalDate.of(1996, 1, 1);
  private static final int DAYS = 2;

  private Endpoints() {}

  /** Arguments: an address of this machine, and an empty folder; ends when its input does. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    var host = arguments[0];
    var folder = Files.createDirectories(Path.of(arguments[1]));
    try (var s3 = new S3(folder, host, S3_PORT, LANDING, "state", "tables");
        var catalog =
            new RestCatalog(
                "s3://tables/e2e", s3.ofCatalog(), new InetSocketAddress(host, CATALOG_PORT));
        var broker = new Broker(folder.resolve("broker"), host, KAFKA_PORT)) {
      deliver(folder.resolve("samples"), s3);
      broker.topic(EVENTS, PARTITIONS);
      System.out.printf("ready: %s, %s, %s%n", s3.endpoint(), catalog.uri(), broker.address());
      while (System.in.read() >= 0) {
        // Whoever started us is still there.
      }
    }
    System.exit(0);
  }

  private static void deliver(Path samples, S3 s3) throws IOException, InterruptedException {
    var retail = samples.resolve("retail");
    new TpchFiles(retail, SCALE, DAY, DAY.plusDays(DAYS)).write(System.out);
    new CalendarFile(DAY.getYear()).write(retail.resolve("calendar"));
    for (var file : filesBelow(samples)) {
      s3.put(LANDING, samples.relativize(file).toString(), Files.readAllBytes(file));
    }
  }

  private static List<Path> filesBelow(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
