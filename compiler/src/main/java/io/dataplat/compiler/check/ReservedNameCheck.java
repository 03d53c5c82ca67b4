package io.dataplat.compiler.check;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.diagnostic.SourceSpan;
import io.dataplat.compiler.model.Component;
import io.dataplat.compiler.model.Task;
import java.util.List;
import java.util.TreeSet;

/** Names that SQL, the compiler or the Spark operator take for something else. */
final class ReservedNameCheck implements Check {

  private static final List<String> TASKS_OF_THE_COMPILER = List.of("executor");

  /** What no variable of a DAG can be called: Python's keywords, and what every DAG imports. */
  private static final List<String> WORDS_OF_A_DAG =
      List.of(
          ("and as assert async await break class continue def del elif else except finally for from"
                  + " global if import in is lambda nonlocal not or pass raise return try while with"
                  + " yield pendulum timedelta")
              .split(" "));

  @Override
  public void check(CheckContext context, Diagnostics findings) {
    for (var place : context.flow().tasks()) {
      checkRelations(context, place.task(), findings);
      checkTask(place, findings);
    }
    checkParameters(context, findings);
    checkDomains(context, findings);
  }

  private static void checkRelations(CheckContext context, Task task, Diagnostics findings) {
    for (var input : task.inputs()) {
      checkRelation(context, "input", input.alias(), input.span(), findings);
    }
    for (var step : task.steps()) {
      checkRelation(context, "step", step.name(), step.span(), findings);
    }
    var aliases = new TreeSet<String>();
    task.inputs().forEach(input -> aliases.add(input.alias()));
    for (var step : task.steps()) {
      if (aliases.contains(step.name())) {
        findings
            .reporter(Rules.RESERVED_NAME)
            .at(
                step.span(),
                "step `" + step.name() + "` has the name of an input of `" + task.name() + "`",
                "give it a name of its own: SQL knows both by one name");
      }
    }
  }

  private static void checkRelation(
      CheckContext context, String what, String name, SourceSpan span, Diagnostics findings) {
    if (context.reservedWords().contains(name)) {
      findings
          .reporter(Rules.RESERVED_NAME)
          .at(
              span,
              what + " `" + name + "` is a reserved word of SQL",
              "choose a name that SQL takes without quotes, such as `" + name + "_rows`");
    }
  }

  private static void checkTask(DataFlow.Place place, Diagnostics findings) {
    var task = place.task();
    if (TASKS_OF_THE_COMPILER.contains(task.name())) {
      findings
          .reporter(Rules.TASK_NAME_TAKEN)
          .at(
              task.span(),
              "the executors' account is called `"
                  + place.pipeline().id().name().replace('_', '-')
                  + "--"
                  + task.name()
                  + "` already",
              "give the task another name");
    }
    if (!place.streaming() && WORDS_OF_A_DAG.contains(task.name())) {
      findings
          .reporter(Rules.RESERVED_NAME)
          .at(
              task.span(),
              "task `"
                  + task.name()
                  + "` would be a variable of its DAG, and Python uses this word",
              "add a word, such as `" + task.name() + "_rows`");
    }
    var application = (place.pipeline().id().name() + "--" + task.name()).replace('_', '-');
    if (application.contains("-driver") && !hasWordDriver(application)) {
      findings
          .reporter(Rules.RESERVED_NAME)
          .at(
              task.span(),
              "`"
                  + application
                  + "` holds `-driver`, which the Spark operator for Airflow cuts out",
              "use a name without a word that begins with `driver`");
    }
  }

  // The word itself is refused where names are read, at the name that holds it.
  private static boolean hasWordDriver(String application) {
    return List.of(application.split("-+", -1)).contains("driver");
  }

  private static void checkParameters(CheckContext context, Diagnostics findings) {
    for (var pipeline : context.pipelines()) {
      for (var parameter : pipeline.parameters()) {
        if (parameter.name().startsWith("run_")) {
          findings
              .reporter(Rules.RESERVED_NAME)
              .at(
                  parameter.value().spanOr(pipeline.span()),
                  "parameter `"
                      + parameter.name()
                      + "` begins with `run_`, as values of the run do",
                  "give the template's parameter another name");
        }
      }
    }
  }

  private static void checkDomains(CheckContext context, Diagnostics findings) {
    var components = new TreeSet<String>();
    context.analysed().platform().components().stream()
        .map(Component::name)
        .forEach(components::add);
    for (var domain : context.domains()) {
      if (components.contains(domain.name())) {
        findings
            .reporter(Rules.RESERVED_NAME)
            .at(
                domain.span(),
                "domain `" + domain.name() + "` has the name of a component",
                "give one of them another name: both name an Application of Argo CD");
      }
    }
  }
}
