package io.dataplat.jobs.local;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.utils.Time;

/**
 * A Kafka broker in this process, for the embedded connections of local runs. Its topics stay in
 * its folder, as the tables and checkpoints that were made of them do.
 */
public final class LocalBroker implements AutoCloseable {

  private static final String CLUSTER = "4L6g3nShT-eMCtK--X86sw";

  private static final String THIS_MACHINE = "localhost";

  private final KafkaRaftServer server;
  private final String host;
  private final int port;

  private LocalBroker(KafkaRaftServer server, String host, int port) {
    this.server = server;
    this.host = host;
    this.port = port;
  }

  /** Starts a broker over a folder, which may be empty. */
  public static LocalBroker start(Path folder) {
    try {
      return start(folder, freePort());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts one where clients know another, which has ended. */
  public static LocalBroker start(Path folder, int port) {
    return start(folder, THIS_MACHINE, port);
  }

  /** Starts one at an address of this machine that others reach. */
  public static LocalBroker start(Path folder, String host, int port) {
    try {
      var properties = properties(folder.toAbsolutePath(), host + ":" + port, freePort());
      format(folder, properties);
      var server = new KafkaRaftServer(new KafkaConfig(properties), Time.SYSTEM);
      server.startup();
      return new LocalBroker(server, host, port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void format(Path folder, Properties properties) throws IOException {
    Files.createDirectories(folder);
    var file = folder.resolve("broker.properties");
    try (var out = Files.newBufferedWriter(file)) {
      properties.store(out, null);
    }
    var silent = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    StorageTool.execute(
        new String[] {"format", "-g", "-t", CLUSTER, "-c", file.toString()}, silent);
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static Properties properties(Path folder, String address, int controllerPort) {
    var properties = new Properties();
    properties.put("process.roles", "broker,controller");
    properties.put("node.id", "1");
    properties.put("controller.quorum.voters", "1@localhost:" + controllerPort);
    properties.put(
        "listeners", "PLAINTEXT://" + address + ",CONTROLLER://localhost:" + controllerPort);
    properties.put("advertised.listeners", "PLAINTEXT://" + address);
    properties.put("controller.listener.names", "CONTROLLER");
    properties.put("inter.broker.listener.name", "PLAINTEXT");
    properties.put("log.dirs", folder.resolve("log").toString());
    // Samples of any year stay, and what has read them finds them again.
    properties.put("log.retention.ms", "-1");
    properties.put("offsets.topic.replication.factor", "1");
    properties.put("offsets.topic.num.partitions", "1");
    properties.put("log.cleaner.enable", "false");
    properties.put("auto.create.topics.enable", "false");
    return properties;
  }

  /** The port of its address. */
  public int port() {
    return port;
  }

  /** Where clients find it. */
  public String address() {
    return host + ":" + port;
  }

  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }
}
