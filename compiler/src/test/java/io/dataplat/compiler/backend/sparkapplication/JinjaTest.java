package io.dataplat.compiler.backend.sparkapplication;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import org.junit.jupiter.api.Test;

/** Users' texts mean themselves in files that Airflow renders. */
class JinjaTest {

  private static final Pattern RAW = Pattern.compile("\\{% raw %\\}(.*?)\\{% endraw %\\}");

  @Test
  void whatWouldOpenJinjaIsWrapped() {
    assertThat(Jinja.escaped("{{ var.value.password }}"))
        .isEqualTo("{% raw %}{{{% endraw %} var.value.password }}");
    assertThat(Jinja.escaped("{% endraw %}")).isEqualTo("{% raw %}{%{% endraw %} endraw %}");
    assertThat(Jinja.escaped("a {# b")).isEqualTo("a {% raw %}{#{% endraw %} b");
    assertThat(Jinja.escaped("{\"a\": {}}")).isEqualTo("{\"a\": {}}");
  }

  @Property(tries = 300)
  void renderingGivesTheTextBack(@ForAll @Chars({'{', '%', '#', '}', 'e', ' '}) String text) {
    var escaped = Jinja.escaped(text);
    assertThat(
            RAW.matcher(escaped)
                .replaceAll(m -> java.util.regex.Matcher.quoteReplacement(m.group(1))))
        .isEqualTo(text);
    assertThat(RAW.matcher(escaped).replaceAll("")).doesNotContain("{{", "{%", "{#");
  }

  @Test
  void onlyBelowTheGivenKeysJinjaIsMeant() {
    var tree = Map.<String, Object>of("arguments", List.of("{{ ds }}"), "image", "{{ x");
    assertThat(Jinja.escaped(tree, Set.of("arguments")))
        .containsEntry("arguments", List.of("{{ ds }}"))
        .containsEntry("image", "{% raw %}{{{% endraw %} x");
  }
}
