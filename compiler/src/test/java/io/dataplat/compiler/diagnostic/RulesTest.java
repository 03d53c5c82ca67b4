package io.dataplat.compiler.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class RulesTest {

  @Test
  void eachConstantIsCalledLikeItsRuleAndIsInTheTable() throws IllegalAccessException {
    List<Rule> constants = new ArrayList<>();
    for (Field field : Rules.class.getFields()) {
      Rule rule = (Rule) field.get(null);
      assertThat(field.getName()).isEqualTo(rule.id().toUpperCase(Locale.ROOT).replace('-', '_'));
      constants.add(rule);
    }
    assertThat(Rules.all()).containsExactlyElementsOf(constants).hasSizeGreaterThan(150);
  }

  @Test
  void noTwoRulesHaveOneId() {
    assertThat(Rules.all()).extracting(Rule::id).doesNotHaveDuplicates();
  }

  @Test
  void eachSummaryIsOneSentence() {
    assertThat(Rules.all())
        .extracting(Rule::summary)
        .allSatisfy(summary -> assertThat(summary).matches("[A-Z][^\\n]*[^.]\\."));
  }

  @Test
  void anIdIsWrittenInWords() {
    assertThatThrownBy(() -> new Rule("E_0042", Severity.ERROR, "What?"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
