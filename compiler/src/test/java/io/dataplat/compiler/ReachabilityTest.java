package io.dataplat.compiler;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.compiler.backend.Manifest;
import io.dataplat.compiler.backend.Network;
import io.dataplat.compiler.backend.Network.End;
import io.dataplat.compiler.backend.Network.Outside;
import io.dataplat.compiler.backend.Network.Pod;
import io.dataplat.compiler.init.StarterRepository;
import io.dataplat.compiler.model.Environment;
import io.dataplat.compiler.model.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * The Pods of each pipeline reach the connections that its documents declare, and nothing else: the
 * emitted NetworkPolicies are evaluated for every place and port that any pipeline knows of.
 */
class ReachabilityTest {

  private static final List<Integer> OTHER_PORTS = List.of(22, 53, 80, 443, 4040, 5432, 6443, 9092);

  @Test
  void thePodsOfThisRepositoryReachWhatTheirPipelinesDeclare() {
    assertThat(checked(OwnOutput.ofRepository())).isGreaterThan(100);
  }

  @Test
  void soDoThoseOfTheStarter() {
    assertThat(checked(compileStarter(Map.of()))).isEqualTo(2);
  }

  @Test
  void aConnectionInsideTheClusterOpensItsNamespaceOnly() {
    var result =
        compileStarter(
            Map.of(
                "https://catalog.example.org", "http://catalog.storage.svc:8181/api",
                "region: eu-central-1", "endpoint: \"http://minio.objects.svc.cluster.local\""));

    assertThat(checked(result)).isEqualTo(2);
    assertThat(reached(result))
        .containsExactlyInAnyOrder(
            "driver -> kube-system:53/TCP",
            "driver -> kube-system:53/UDP",
            "driver -> storage:8181/TCP",
            "driver -> objects:80/TCP",
            "driver -> outside:443/TCP",
            "driver -> outside:6443/TCP",
            "executor -> kube-system:53/TCP",
            "executor -> kube-system:53/UDP",
            "executor -> storage:8181/TCP",
            "executor -> objects:80/TCP");
  }

  private static CompileResult compileStarter(Map<String, String> replaced) {
    var files = new TreeMap<>(StarterRepository.files("0.1.0"));
    files.replaceAll(
        (path, text) -> {
          for (var entry : replaced.entrySet()) {
            text = text.replace(entry.getKey(), entry.getValue());
          }
          return text;
        });
    var result = OwnOutput.compile(files);
    assertThat(result.diagnostics()).isEmpty();
    return result;
  }

  /** Compares what is declared with what is allowed, and returns for how many Pods. */
  private static int checked(CompileResult result) {
    int pods = 0;
    for (Platform platform : result.platforms().values().stream().map(p -> p.platform()).toList()) {
      var environment = platform.environment();
      if (environment.target() == Environment.Target.KUBERNETES) {
        var manifests = ofEnvironment(result, environment.name());
        var network = Network.of(manifests);
        var applications = applications(manifests);
        var declared = DeclaredPlaces.of(platform);
        for (Manifest application : applications) {
          for (String role : List.of("driver", "executor")) {
            var expected = new TreeSet<>(requireNonNull(declared.get(pipeline(application))));
            expected.add("kube-system:53/TCP");
            expected.add("kube-system:53/UDP");
            if (role.equals("driver")) {
              expected.add("outside:443/TCP");
              expected.add("outside:6443/TCP");
            }
            assertThat(reached(network, Network.pod(application, role), candidates(declared)))
                .as(application.path() + " " + role)
                .isEqualTo(expected);
            checkNeighbours(network, applications, application, role);
            pods++;
          }
        }
      }
    }
    return pods;
  }

  private static List<String> reached(CompileResult result) {
    var environment = "prod";
    var manifests = ofEnvironment(result, environment);
    var candidates =
        candidates(
            DeclaredPlaces.of(requireNonNull(result.platforms().get(environment)).platform()));
    List<String> lines = new ArrayList<>();
    for (Manifest application : applications(manifests)) {
      for (String role : List.of("driver", "executor")) {
        reached(Network.of(manifests), Network.pod(application, role), candidates)
            .forEach(place -> lines.add(role + " -> " + place));
      }
    }
    return lines;
  }

  /** Only Pods of the same pipeline, and the scraper of a driver's metrics, come in. */
  private static void checkNeighbours(
      Network network, List<Manifest> applications, Manifest application, String role) {
    var self = Network.pod(application, role);
    for (Manifest other : applications) {
      for (String otherRole : List.of("driver", "executor")) {
        var pod = Network.pod(other, otherRole);
        assertThat(network.allows(self, pod, "TCP", 7078))
            .as("%s %s to %s", application.path(), role, other.path())
            .isEqualTo(pipeline(application).equals(pipeline(other)));
      }
    }
    for (String stranger : List.of("monitoring", "default", "kube-system", "argocd")) {
      for (int port : OTHER_PORTS) {
        assertThat(network.allows(new Pod(stranger, Map.of()), self, "TCP", port))
            .as("%s to %s %s port %s", stranger, application.path(), role, port)
            .isEqualTo(stranger.equals("monitoring") && role.equals("driver") && port == 4040);
      }
    }
    assertThat(network.allows(new Outside(), self, "TCP", 4040)).isFalse();
    var nobody = new Pod(application.namespace(), Map.of("app", "nobody"));
    for (int port : OTHER_PORTS) {
      assertThat(network.allows(nobody, new Outside(), "TCP", port)).isFalse();
      assertThat(network.allows(nobody, self, "TCP", port)).isFalse();
      assertThat(network.allows(self, nobody, "TCP", port)).isFalse();
    }
  }

  private static Set<String> reached(Network network, Pod pod, Set<String> candidates) {
    var reached = new TreeSet<String>();
    for (String candidate : candidates) {
      var place = candidate.substring(0, candidate.indexOf(':'));
      var port = candidate.substring(candidate.indexOf(':') + 1, candidate.indexOf('/'));
      End end = place.equals("outside") ? new Outside() : new Pod(place, Map.of());
      var protocol = candidate.substring(candidate.indexOf('/') + 1);
      if (network.allows(pod, end, protocol, Integer.parseInt(port))) {
        reached.add(candidate);
      }
    }
    return reached;
  }

  /** Every place that a pipeline declares, and more, each on every port. */
  private static Set<String> candidates(Map<String, Set<String>> declared) {
    var places =
        new TreeSet<>(List.of("outside", "kube-system", "default", "monitoring", "argocd"));
    var ports = new TreeSet<>(OTHER_PORTS);
    for (Set<String> ofPipeline : declared.values()) {
      for (String place : ofPipeline) {
        places.add(place.substring(0, place.indexOf(':')));
        ports.add(Integer.parseInt(place.substring(place.indexOf(':') + 1, place.indexOf('/'))));
      }
    }
    var candidates = new TreeSet<String>();
    for (String place : places) {
      for (int port : ports) {
        candidates.add(place + ":" + port + "/TCP");
        candidates.add(place + ":" + port + "/UDP");
      }
    }
    return candidates;
  }

  private static String pipeline(Manifest application) {
    var labels = application.at("metadata", "labels");
    return labels.path("dataplat.io/domain").asText()
        + "/"
        + labels.path("dataplat.io/pipeline").asText();
  }

  private static List<Manifest> applications(List<Manifest> manifests) {
    return manifests.stream()
        .filter(manifest -> manifest.kind().equals("SparkApplication"))
        .toList();
  }

  private static List<Manifest> ofEnvironment(CompileResult result, String name) {
    return Manifest.of(
        result.documents().stream()
            .filter(document -> document.path().startsWith("generated/" + name + "/"))
            .toList());
  }
}
