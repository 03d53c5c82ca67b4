package io.dataplat.jobs.session;

import io.dataplat.jobplan.DataInterval;
import io.dataplat.jobplan.Parameter;
import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The typed values that SQL reads as parameter markers; text is never spliced into SQL. */
public final class SqlParameters {

  private SqlParameters() {}

  /** The values of a run: those of the template, and the bounds of the interval. */
  public static Map<String, Object> of(
      List<Parameter> parameters, Optional<DataInterval> interval) {
    var values = new LinkedHashMap<String, Object>();
    parameters.forEach(parameter -> values.put(parameter.name(), value(parameter)));
    interval.ifPresent(
        bounds -> {
          values.put("run_start", bounds.start());
          values.put("run_end", bounds.end());
        });
    return Collections.unmodifiableMap(values);
  }

  private static Object value(Parameter parameter) {
    try {
      return switch (parameter.type()) {
        case INT -> Integer.valueOf(parameter.value());
        case BOOLEAN -> Boolean.valueOf(parameter.value());
        case DATE -> LocalDate.parse(parameter.value());
        default -> parameter.value();
      };
    } catch (NumberFormatException | DateTimeException e) {
      throw new JobFailure(
          ExitCode.PLAN_REFUSED,
          "plan-malformed",
          "parameter `" + parameter.name() + "` is no " + parameter.type());
    }
  }
}
