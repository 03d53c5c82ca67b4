package io.dataplat.maven;

import io.dataplat.compiler.diagnostic.NearNames;
import io.dataplat.compiler.plan.TestPlans;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.TaskTest;
import io.dataplat.jobplan.TaskTests;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Runs the tests of pipelines on this machine: given rows in, expected rows out, all in one process
 * of Spark. What differs is shown row by row.
 */
@Mojo(name = "test", requiresProject = false, threadSafe = true, aggregator = true)
public final class TestMojo extends JobsMojo {

  private static final int WIDTH = 120;

  /**
   * The tests by name, such as {@code retail.late_order}; {@code *} stands for any text, as in
   * {@code retail.*}. Without it, all tests.
   */
  @Parameter(property = "dataplat.test")
  private @Nullable String test;

  @Override
  void run() throws MojoFailureException, MojoExecutionException {
    LocalPlans plans = compiledPlans();
    List<TaskTest> tests = wanted(TestPlans.of(plans.platform()));
    if (tests.isEmpty()) {
      getLog().info("there are no tests; they are in pipelines/<domain>/tests/");
      return;
    }
    Set<String> tasks = tests.stream().map(TaskTest::task).collect(Collectors.toSet());
    List<JobPlan> needed =
        plans.plans(plans.allPipelines()).stream()
            .filter(plan -> tasks.contains(plan.identity().taskId()))
            .toList();
    getLog().info("tests: " + tests.size());
    process(false, false, false).test(needed, new TaskTests(tests), width());
  }

  private List<TaskTest> wanted(List<TaskTest> all) throws MojoFailureException {
    if (test == null) {
      return all;
    }
    Pattern name =
        Pattern.compile(
            Pattern.compile("\\*")
                .splitAsStream(test + " ")
                .map(Pattern::quote)
                .collect(Collectors.joining(".*")));
    List<TaskTest> found =
        all.stream().filter(each -> name.matcher(each.id() + " ").matches()).toList();
    if (found.isEmpty()) {
      throw new MojoFailureException(unknown(test, all.stream().map(TaskTest::id).toList()));
    }
    return found;
  }

  private static String unknown(String name, List<String> known) {
    return "no test is called `%s`: %s"
        .formatted(
            name,
            NearNames.nearest(name, known)
                .map(near -> "did you mean `" + near + "`?")
                .orElse("there are " + String.join(", ", known)));
  }

  // Shells tell it to programs that ask; a pipe has none.
  private static int width() {
    return Optional.ofNullable(System.getenv("COLUMNS"))
        .filter(columns -> columns.matches("[1-9][0-9]{1,3}"))
        .map(Integer::valueOf)
        .filter(columns -> columns >= WIDTH / 2)
        .orElse(WIDTH);
  }
}
