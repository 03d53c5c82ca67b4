package io.dataplat.compiler.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.yaml.YamlNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class EnvironmentTreeTest {
  private final Diagnostics diagnostics = new Diagnostics();

  private Merger merger(Sources changes) {
    return Merger.of(Shop.all().with(changes).repository(), diagnostics);
  }

  private static Sources environment(String name, String spec) {
    return new Sources().file("environments/" + name + ".yaml", Shop.environment(name, spec));
  }

  @Test
  void onlyEnvironmentsThatAreNotAbstractAreCompiled() {
    assertThat(merger(environment("dev", "{extends: prod}")).environments())
        .containsExactly("dev", "prod");
  }

  @Test
  void aCircleIsReportedAtEachMember() {
    var changes = environment("a", "{extends: b}").with(environment("b", "{extends: a}"));
    assertThat(merger(changes).environments()).containsExactly("prod");
    assertThat(Sources.report(diagnostics))
        .isEqualTo(
            """
            environments/a.yaml:5:13 extends-cycle: environment `a` extends itself; the circle is `a` -> `b` -> `a`
            environments/b.yaml:5:13 extends-cycle: environment `b` extends itself; the circle is `b` -> `a` -> `b`""");
  }

  @Test
  void anUnknownParentHasAProposal() {
    merger(environment("dev", "{extends: bse}"));
    assertThat(Sources.report(diagnostics))
        .isEqualTo(
            "environments/dev.yaml:5:13 unknown-environment: unknown environment `bse`;"
                + " did you mean `base`?");
  }

  @Test
  void anAbstractEnvironmentThatNothingExtendsIsReported() {
    merger(environment("old", "{abstract: true, extends: base}"));
    assertThat(Sources.report(diagnostics))
        .isEqualTo(
            "environments/old.yaml:3:18 abstract-never-extended: environment `old` is abstract, and"
                + " none that is not extends it; remove it, or write `extends: old` in another");
  }

  @Test
  void sectionsMergeAlongExtendsAndRememberWhatTheyReplaced() {
    var merged =
        merger(environment("prod", "{extends: base, image: jobs:2}")).merge("prod", diagnostics);
    assertThat(Sources.report(diagnostics)).isEmpty();
    var image = merged.environment().spec().find("image").orElseThrow();
    assertThat(Nodes.shown(image)).isEqualTo("jobs:2");
    assertThat(image.overrode())
        .extracting(YamlNode::span)
        .hasToString("[environments/base.yaml:5:27]");
    assertThat(merged.environment().spec().find("abstract")).isEmpty();
  }

  @Test
  void anInheritingSectionMayRemoveWhatItsParentHas() {
    var merged =
        merger(environment("prod", "{extends: base, image: null}")).merge("prod", diagnostics);
    assertThat(merged.environment().spec().find("image")).isEmpty();
    assertThat(Sources.report(diagnostics)).isEmpty();
  }

  @Test
  void anInheritingSectionThatChangesNothingIsReported() {
    merger(environment("prod", "{extends: base, image: jobs:1, secretStore: null}"))
        .merge("prod", diagnostics.forEnvironment("prod"));
    assertThat(Sources.report(diagnostics))
        .isEqualTo(
            """
            environments/prod.yaml:5:19 override-without-effect: `image` is `jobs:1` already; remove it here; the weaker value is at environments/base.yaml:5:27 [prod]
            environments/prod.yaml:5:47 nothing-to-remove: there is no `secretStore` to remove; known fields here: `image` [prod]""");
  }

  @Test
  void mergingAlongExtendsIsAssociative() {
    var texts =
        List.of(
            "{image: jobs:1, sizes: {s: {driver: {cores: 1, memory: 1Gi}}}}",
            "{sizes: {s: {driver: {cores: 2}}, m: {driver: {cores: 3}}}, cluster: {server: a}}",
            "{image: jobs:3, sizes: {m: {driver: {memory: 9Gi}}}, cluster: {server: b}}");
    var layers =
        texts.stream()
            .map(spec -> new Sources().file("a.yaml", Shop.environment("a", spec)).repository())
            .map(repository -> Nodes.mapping(repository.documents().get(0).root(), "spec"))
            .toList();
    var shape = Schemas.PUBLISHED.spec(Kind.ENVIRONMENT);
    var merge = TreeMerge.OVERRIDE;
    var left = merge.merge(merge.merge(layers.get(0), layers.get(1), shape), layers.get(2), shape);
    var right = merge.merge(layers.get(0), merge.merge(layers.get(1), layers.get(2), shape), shape);
    assertThat(Nodes.sameMeaning(left, right)).isTrue();
    assertThat(Nodes.text(Nodes.mapping(left, "cluster"), "server")).contains("b");
  }
}
