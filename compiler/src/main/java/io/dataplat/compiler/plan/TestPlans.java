package io.dataplat.compiler.plan;

import io.dataplat.compiler.analysis.AnalysedPlatform;
import io.dataplat.compiler.check.TestInterval;
import io.dataplat.compiler.model.PipelineTest;
import io.dataplat.compiler.yaml.YamlMapping;
import io.dataplat.compiler.yaml.YamlNode;
import io.dataplat.compiler.yaml.YamlScalar;
import io.dataplat.compiler.yaml.YamlSequence;
import io.dataplat.jobplan.TaskTest;
import io.dataplat.jobplan.TestRow;
import io.dataplat.jobplan.TestRows;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tests of a platform as the job runs them; nothing is generated for them. */
public final class TestPlans {

  private TestPlans() {}

  /** Returns the tests in the order of their names. */
  public static List<TaskTest> of(AnalysedPlatform analysed) {
    return analysed.platform().tests().stream().map(TestPlans::test).toList();
  }

  private static TaskTest test(PipelineTest test) {
    var interval = TestInterval.of(test);
    return new TaskTest(
        test.id(),
        test.span().file() + ":" + test.span().startLine(),
        test.pipeline().value().id() + "." + test.task().name(),
        interval.map(bounds -> bounds.start().toString()),
        interval.map(bounds -> bounds.end().toString()),
        rows(test.given()),
        rows(test.expect()),
        rows(test.quarantined()),
        test.failsWith().map(rule -> rule.value()));
  }

  private static Map<String, TestRows> rows(Map<String, PipelineTest.Rows> stated) {
    Map<String, TestRows> rows = new LinkedHashMap<>();
    stated.forEach(
        (name, some) ->
            rows.put(
                name,
                new TestRows(
                    some.span().file() + ":" + some.span().startLine(),
                    some.rows().stream().map(TestPlans::row).toList())));
    return rows;
  }

  private static TestRow row(YamlMapping row) {
    return new TestRow(row.span().startLine(), values(row));
  }

  private static Map<String, @Nullable Object> values(YamlMapping mapping) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    mapping.entries().forEach((name, entry) -> values.put(name, value(entry.value())));
    return values;
  }

  private static @Nullable Object value(YamlNode node) {
    if (node instanceof YamlMapping mapping) {
      return values(mapping);
    }
    if (node instanceof YamlSequence list) {
      return list.items().stream().map(TestPlans::optional).toList();
    }
    var scalar = (YamlScalar) node;
    return scalar.isNull() ? null : scalar.text();
  }

  // A list holds no null; the job writes and reads an absent value as one.
  private static Object optional(YamlNode item) {
    return Optional.ofNullable(value(item));
  }
}
