package io.dataplat.jobs.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Says in words for people what is wrong with the JSON of a plan, and where. */
final class PlanErrors {

  private static final String MISSING = "Missing creator property";
  private static final String NULL = "Null value for creator property";

  private PlanErrors() {}

  static String describe(JsonProcessingException error) {
    return "the plan " + (error instanceof JsonMappingException at ? what(at) : syntax(error));
  }

  private static String what(JsonMappingException error) {
    var path = path(error);
    if (path.isEmpty()) {
      return syntax(error);
    }
    if (error instanceof UnrecognizedPropertyException) {
      return "has the unknown field `" + path + "`";
    }
    if (error.getOriginalMessage().startsWith(NULL)) {
      return "has null at `" + path + "`";
    }
    if (error.getOriginalMessage().startsWith(MISSING)) {
      return "lacks the field `" + path + "`";
    }
    if (error instanceof InvalidFormatException format && format.getTargetType().isEnum()) {
      return "has an unknown value at `%s`, which is one of %s"
          .formatted(path, Arrays.toString(format.getTargetType().getEnumConstants()));
    }
    return "has a value of a wrong kind at `" + path + "`";
  }

  private static String syntax(JsonProcessingException error) {
    var location = error.getLocation();
    var place =
        location == null || location.getLineNr() < 0
            ? ""
            : " in line %s, column %s".formatted(location.getLineNr(), location.getColumnNr());
    var reason = error.getOriginalMessage().lines().findFirst().orElse("");
    return "is no valid JSON" + place + ": " + reason;
  }

  private static String path(JsonMappingException error) {
    return error.getPath().stream()
        .map(
            each -> each.getFieldName() == null ? "[" + each.getIndex() + "]" : each.getFieldName())
        .collect(Collectors.joining("."));
  }
}
