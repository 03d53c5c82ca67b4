package io.dataplat.compiler.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class KubeconformTest {

  @Test
  void everyManifestFitsTheSchemaOfItsKindStrictly() throws Exception {
    var kubeconform = Tool.find("DATAPLAT_KUBECONFORM", "kubeconform");
    var schemas = Tool.folder("DATAPLAT_KUBERNETES_SCHEMAS", "JSON Schemas of Kubernetes kinds");
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("-strict", "-summary", "-schema-location"));
    arguments.add(schemas + "/{{.Group}}/{{.ResourceKind}}_{{.ResourceAPIVersion}}.json");
    GeneratedTree.manifests().forEach(file -> arguments.add(file.toString()));
    GeneratedTree.templates().forEach(file -> arguments.add(file.toString()));

    var answer = kubeconform.run(arguments);

    assertThat(answer.status()).as(answer.text()).isZero();
    assertThat(answer.text()).contains("Invalid: 0, Errors: 0, Skipped: 0");
  }
}
