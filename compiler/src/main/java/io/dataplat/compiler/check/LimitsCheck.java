package io.dataplat.compiler.check;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.model.Limits;
import io.dataplat.compiler.model.Quantity;
import io.dataplat.compiler.model.Sourced;
import io.dataplat.compiler.model.Task;
import io.dataplat.compiler.model.TaskRuntime;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Tasks stay below the limits of the environment and fit into the quota of their domain. */
final class LimitsCheck implements Check {

  @Override
  public void check(CheckContext context, Diagnostics findings) {
    var limits = context.environment().limits();
    Stream.concat(context.flow().tasks().stream(), context.maintenance())
        .forEach(
            place -> {
              checkTask(place.task(), limits.task(), findings);
              checkQuota(place, limits, findings);
            });
  }

  private static void checkTask(Task task, Limits.TaskLimit limit, Diagnostics findings) {
    var driver = task.runtime().driver();
    var executor = task.runtime().executor();
    compare(task, "driver cores", driver.cores(), limit.cores(), String::valueOf, findings);
    compare(task, "executor cores", executor.cores(), limit.cores(), String::valueOf, findings);
    checkRequest(task, "driver", driver.cores(), driver.cpuRequest(), findings);
    checkRequest(task, "executor", executor.cores(), executor.cpuRequest(), findings);
    compare(task, "driver memory", driver.memory(), limit.memory(), Quantity::text, findings);
    compare(task, "executor memory", executor.memory(), limit.memory(), Quantity::text, findings);
    compare(task, "executors", most(executor), limit.instances(), String::valueOf, findings);
    if (executor.scale() instanceof TaskRuntime.Scale.Dynamic scale
        && scale.min().value() > scale.max().value()) {
      findings
          .reporter(Rules.OVER_LIMIT)
          .at(
              scale.min().spanOr(task.span()),
              "`min: "
                  + scale.min().value()
                  + "` executors are more than `max: "
                  + scale.max().value()
                  + "`");
    }
  }

  // What a Pod asks for but Spark never uses would only be missing elsewhere.
  private static void checkRequest(
      Task task,
      String who,
      Sourced<Integer> cores,
      Optional<Sourced<Quantity>> request,
      Diagnostics findings) {
    request
        .filter(asked -> asked.value().amount() > 1000L * cores.value())
        .ifPresent(
            asked ->
                findings
                    .reporter(Rules.OVER_LIMIT)
                    .at(
                        asked.spanOr(task.span()),
                        "task `%s`: the %s asks for `%s` CPU and has `cores: %s`"
                            .formatted(task.name(), who, asked.value().text(), cores.value()),
                        "ask for at most its cores"));
  }

  private static Sourced<Integer> most(TaskRuntime.Executor executor) {
    return executor.scale() instanceof TaskRuntime.Scale.Fixed fixed
        ? fixed.instances()
        : ((TaskRuntime.Scale.Dynamic) executor.scale()).max();
  }

  private static Sourced<Integer> least(TaskRuntime.Executor executor) {
    return executor.scale() instanceof TaskRuntime.Scale.Fixed fixed
        ? fixed.instances()
        : ((TaskRuntime.Scale.Dynamic) executor.scale()).min();
  }

  private static <T extends Comparable<? super T>> void compare(
      Task task,
      String what,
      Sourced<T> value,
      Optional<Sourced<T>> limit,
      Function<T, String> text,
      Diagnostics findings) {
    limit
        .filter(cap -> value.value().compareTo(cap.value()) > 0)
        .ifPresent(
            cap ->
                findings
                    .reporter(Rules.OVER_LIMIT)
                    .at(
                        value.spanOr(task.span()),
                        "task `"
                            + task.name()
                            + "`: "
                            + what
                            + " `"
                            + text.apply(value.value())
                            + "` are more than the environment's limit `"
                            + text.apply(cap.value())
                            + "`",
                        "ask for less, or have `limits.task` raised"));
  }

  /** A task that alone is larger than the quota would wait for ever. */
  private static void checkQuota(DataFlow.Place place, Limits limits, Diagnostics findings) {
    var quota = place.domain().quota();
    var runtime = place.task().runtime();
    var pods = 1L + least(runtime.executor()).value();
    var executors = pods - 1;
    var memory =
        runtime.driver().memory().value().amount()
            + executors * runtime.executor().memory().value().amount();
    var milliCores = runtime.driver().milliCores() + executors * runtime.executor().milliCores();
    exceeds(place, "Pods", pods, pods + "", cap(quota.pods(), limits.domain().pods()), findings);
    exceeds(
        place,
        "memory",
        memory,
        Quantity.ofBytes(memory).text(),
        amount(quota.memory(), limits.domain().memory()),
        findings);
    exceeds(
        place,
        "cores",
        milliCores,
        Quantity.ofMilliCores(milliCores).text(),
        amount(quota.cpu(), limits.domain().cpu()),
        findings);
  }

  private static void exceeds(
      DataFlow.Place place,
      String what,
      long needed,
      String text,
      Optional<Long> cap,
      Diagnostics findings) {
    if (cap.isPresent() && needed > cap.get()) {
      findings
          .reporter(Rules.OVER_LIMIT)
          .at(
              least(place.task().runtime().executor()).spanOr(place.task().span()),
              "task `"
                  + place.task().name()
                  + "` alone needs "
                  + what
                  + " `"
                  + text
                  + "`, more than the quota of domain `"
                  + place.domain().name()
                  + "`",
              "ask for fewer or smaller executors, or have the quota raised");
    }
  }

  private static Optional<Long> cap(
      Optional<Sourced<Integer>> wanted, Optional<Sourced<Integer>> limit) {
    return least(wanted.map(value -> (long) value.value()), limit.map(v -> (long) v.value()));
  }

  private static Optional<Long> amount(
      Optional<Sourced<Quantity>> wanted, Optional<Sourced<Quantity>> limit) {
    return least(
        wanted.map(value -> value.value().amount()), limit.map(value -> value.value().amount()));
  }

  private static Optional<Long> least(Optional<Long> one, Optional<Long> other) {
    return one.isPresent() && other.isPresent()
        ? Optional.of(Math.min(one.get(), other.get()))
        : one.or(() -> other);
  }
}
