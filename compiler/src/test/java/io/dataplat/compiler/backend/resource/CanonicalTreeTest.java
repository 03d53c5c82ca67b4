package io.dataplat.compiler.backend.resource;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dataplat.compiler.yaml.YamlWriter;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.api.model.LimitRangeBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Trees of Fabric8's objects hold what Jackson, for which Fabric8 is made, would write. */
class CanonicalTreeTest {

  private static final ObjectMapper JACKSON = new ObjectMapper();

  @Test
  void quantitiesAreTextsAndAWordOfJavaIsAKey() {
    var limits =
        new LimitRangeBuilder()
            .withNewSpec()
            .addNewLimit()
            .withType("Container")
            .addToDefault("memory", new Quantity("512Mi"))
            .addToDefaultRequest("cpu", new Quantity("2"))
            .endLimit()
            .endSpec()
            .build();

    assertThat(printed(limits))
        .isEqualTo(
            """
            apiVersion: v1
            kind: LimitRange
            spec:
              limits:
              - type: Container
                default:
                  memory: 512Mi
                defaultRequest:
                  cpu: "2"
            """);
    assertThat(CanonicalTree.of(limits)).isEqualTo(byJackson(limits));
  }

  @Test
  void aPortIsANumberOrAText() {
    var policy =
        new NetworkPolicyBuilder()
            .withNewSpec()
            .addNewEgress()
            .withPorts(
                new NetworkPolicyPort(null, new IntOrString(443), "TCP"),
                new NetworkPolicyPort(null, new IntOrString("web"), "TCP"))
            .endEgress()
            .endSpec()
            .build();

    assertThat(printed(policy))
        .isEqualTo(
            """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            spec:
              egress:
              - ports:
                - port: 443
                  protocol: TCP
                - port: web
                  protocol: TCP
            """);
    assertThat(CanonicalTree.of(policy)).isEqualTo(byJackson(policy));
  }

  @Test
  void otherPropertiesStandBesideTheKnownOnes() {
    var template =
        new PodTemplateSpecBuilder()
            .withNewMetadata()
            .withLabels(Map.of("role", "driver"))
            .addToAdditionalProperties("hole", "metadata")
            .endMetadata()
            .withNewSpec()
            .withRestartPolicy("Never")
            .withNewSecurityContext()
            .withRunAsUser(185L)
            .withRunAsNonRoot(true)
            .endSecurityContext()
            .addNewVolume()
            .withName("plan")
            .withNewDownwardAPI()
            .addNewItem()
            .withPath("plan.json")
            .endItem()
            .endDownwardAPI()
            .endVolume()
            .addToAdditionalProperties("hostUsers", true)
            .endSpec()
            .build();

    assertThat(CanonicalTree.of(template)).isEqualTo(byJackson(template));
    assertThat(printed(template)).contains("  hole: metadata\n", "  hostUsers: true\n");
  }

  @Test
  void emptinessIsLeftOutUnlessItIsTheMeaning() {
    var policy =
        new NetworkPolicyBuilder()
            .withNewMetadata()
            .withLabels(Map.of())
            .endMetadata()
            .withNewSpec()
            .withNewPodSelector()
            .endPodSelector()
            .endSpec()
            .build();

    assertThat(printed(policy))
        .isEqualTo(
            """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            spec:
              podSelector: {}
            """);
  }

  private static String printed(KubernetesResource object) {
    return YamlWriter.document(CanonicalTree.of(object));
  }

  private static Object byJackson(KubernetesResource object) {
    return JACKSON.convertValue(object, Map.class);
  }
}
