package io.dataplat.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.sun.net.httpserver.HttpServer;
import io.dataplat.jobplan.JobPlan;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The image is what the manifests expect, says what is in it, and runs as they start it. */
class ImageIT {

  private static final Path REPOSITORY = Path.of("..");
  private static final Path APPLICATION =
      REPOSITORY.resolve("generated/dev/airflow/dags/retail/orders_daily/build.yaml");
  private static final String CYCLONE_DX = "http://cyclonedx.org/schema/";
  private static final Path SBOM = Path.of("opt/dataplat/dataplat-jobs.cdx.json");

  private static Path folder;
  private static Path root;
  private static OciImage image;

  @BeforeAll
  static void unpack(@TempDir Path given) throws Exception {
    folder = given;
    image = OciImage.of(Path.of(System.getProperty("image.tar")), folder.resolve("image"));
    root = folder.resolve("root");
    image.unpack(root);
  }

  @Test
  void itIsTheImageThatEnvironmentsName() throws IOException {
    assertThat(Files.readString(REPOSITORY.resolve("environments/base.yaml")))
        .contains("\n  image: " + image.name() + "\n");
  }

  @Test
  void itsContainersStartAsRestrictedOnesDo() {
    assertThat(image.container().get("User").asText()).isEqualTo("185");
    assertThat(image.container().get("WorkingDir").asText()).isEqualTo("/opt/spark/work-dir");
    assertThat(image.container().get("Entrypoint").toString())
        .isEqualTo("[\"/opt/entrypoint.sh\"]");
  }

  @Test
  void itSaysWhichPlansItRuns() {
    assertThat(image.labels())
        .containsEntry("io.dataplat.plan.versions", JobPlan.VERSION)
        .containsKeys(
            "org.opencontainers.image.title",
            "org.opencontainers.image.description",
            "org.opencontainers.image.version",
            "org.opencontainers.image.licenses",
            "org.opencontainers.image.created");
  }

  @Test
  void itIsNoLargerThan450Megabytes() {
    assertThat(image.compressedBytes()).isLessThan(450_000_000);
  }

  @Test
  void itsBillOfMaterialsIsValidAndListsEveryJar() throws IOException {
    String bill = Files.readString(root.resolve(SBOM));

    assertThat(cycloneDx().validate(bill, InputFormat.JSON)).isEmpty();

    List<String> listed = new ArrayList<>();
    for (var component : new ObjectMapper().readTree(bill).get("components")) {
      listed.add(jar(component.get("purl").asText()));
    }
    assertThat(listed).containsExactlyInAnyOrderElementsOf(jars());
  }

  @Test
  void theDriverRunsACommittedPlanOnAReadOnlyRoot() throws Exception {
    Pod.Result result = driver(pod(CommittedPlan.onThisMachine(APPLICATION)));

    assertThat(result.output())
        .contains("read 3 = written 2 + quarantined 1 + dropped 0 + deduplicated 0");
    assertThat(result.exitCode()).isZero();
  }

  @Test
  void theDriverTalksToACatalogOverHttp() throws Exception {
    HttpServer broken =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    broken.createContext(
        "/",
        exchange -> {
          try (exchange) {
            exchange.sendResponseHeaders(500, -1);
          }
        });
    broken.start();
    String uri = "http://127.0.0.1:" + broken.getAddress().getPort();

    Pod.Result result = driver(pod(CommittedPlan.withCatalogAt(uri, APPLICATION)));
    broken.stop(0);

    assertThat(result.output())
        .as("all that the client of a REST catalog needs is in the image, and in its base")
        .contains("failed: catalog-failed: a catalog did not answer as it should");
  }

  private static Pod.Result driver(Pod pod) throws Exception {
    return pod.run(
        Map.of("SPARK_DRIVER_BIND_ADDRESS", "127.0.0.1"),
        ("/opt/entrypoint.sh driver --properties-file /opt/spark/conf/spark.properties"
                + " --class io.dataplat.jobs.BatchJob local:///opt/dataplat/jobs.jar"
                + " --plan /etc/dataplat/plan.json --tick 1995-03-16T02:00:00Z"
                + " --local /tmp/run --root /etc/dataplat")
            .split(" "));
  }

  @Test
  void anExecutorLooksForItsDriver() throws Exception {
    Map<String, String> settings =
        Map.ofEntries(
            Map.entry("SPARK_DRIVER_URL", "spark://CoarseGrainedScheduler@127.0.0.1:1"),
            Map.entry("SPARK_EXECUTOR_ID", "1"),
            Map.entry("SPARK_EXECUTOR_CORES", "1"),
            Map.entry("SPARK_EXECUTOR_MEMORY", "512m"),
            Map.entry("SPARK_EXECUTOR_POD_IP", "127.0.0.1"),
            Map.entry("SPARK_EXECUTOR_POD_NAME", "sums-exec-1"),
            Map.entry("SPARK_APPLICATION_ID", "spark-1"),
            Map.entry("SPARK_RESOURCE_PROFILE_ID", "0"),
            Map.entry("SPARK_JAVA_OPT_0", "-Dtext=two words"));

    Pod.Result result = pod().run(settings, "/opt/entrypoint.sh", "executor");

    assertThat(result.output()).contains("Failed to connect to /127.0.0.1:1");
  }

  @Test
  void nothingButTheVolumesCanBeWritten() throws Exception {
    Pod.Result result =
        pod()
            .run(
                Map.of(),
                "/bin/bash",
                "-c",
                "echo $UID; : > work && : > /tmp/work; : > /opt/dataplat/work; : > /etc/dataplat/work");

    assertThat(result.output())
        .startsWith("185\n")
        .contains("/opt/dataplat/work: Read-only file system")
        .contains("/etc/dataplat/work: ")
        .doesNotContain("/tmp/work");
  }

  private static Pod pod() throws IOException {
    return pod(CommittedPlan.onThisMachine(APPLICATION));
  }

  private static Pod pod(String text) throws IOException {
    assumeTrue(Pod.possible(), "needs Linux and root: namespaces and another root folder");
    Path plan = Files.createDirectories(folder.resolve("plan"));
    Files.writeString(plan.resolve("plan.json"), text);
    Path day = Files.createDirectories(plan.resolve("landing/retail/orders/1995/03/15"));
    Files.writeString(
        day.resolve("orders.csv"),
        """
        orderkey|custkey|orderstatus|totalprice|orderdate|orderpriority|clerk|shippriority|comment
        1001|7|O|173665.47|1995-03-15|5-LOW|Clerk#000000951|0|the first
        1002|8|F|12.00|1995-03-15|1-URGENT|Clerk#000000002|0|
        1003|9|P|-3.00|1995-03-15|2-HIGH|Clerk#000000003|0|no price
        """);
    Path configuration = Files.createDirectories(folder.resolve("configuration"));
    Files.writeString(
        configuration.resolve("spark.properties"),
        """
        spark.master=local[2]
        spark.app.name=orders-daily--build
        spark.driver.memory=1g
        spark.jars=local:///opt/dataplat/jobs.jar
        spark.submit.deployMode=cluster
        """);
    return new Pod(root, plan, configuration, image.environment());
  }

  private static List<String> jars() throws IOException {
    try (Stream<Path> files = Files.list(root.resolve("opt/spark/jars"))) {
      return Stream.concat(
              files.map(file -> file.getFileName().toString()),
              Stream.of(
                  "dataplat-jobs-"
                      + image.labels().get("org.opencontainers.image.version")
                      + ".jar"))
          .toList();
    }
  }

  /** The file of {@code pkg:maven/group/name@version?classifier=x&type=jar}. */
  private static String jar(String purl) {
    String name = purl.substring(purl.lastIndexOf('/') + 1, purl.indexOf('?')).replace('@', '-');
    int classifier = purl.indexOf("classifier=");
    return name
        + (classifier < 0 ? "" : "-" + purl.substring(classifier + 11).split("&", 2)[0])
        + ".jar";
  }

  private static Schema cycloneDx() {
    Map<String, String> schemas = new TreeMap<>();
    for (String name : List.of("bom-1.6", "spdx", "jsf-0.82")) {
      schemas.put(CYCLONE_DX + name + ".schema.json", resource("/" + name + ".schema.json"));
    }
    return SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_7, builder -> builder.schemas(schemas))
        .getSchema(SchemaLocation.of(CYCLONE_DX + "bom-1.6.schema.json"));
  }

  private static String resource(String name) {
    try (InputStream stream = ImageIT.class.getResourceAsStream(name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
