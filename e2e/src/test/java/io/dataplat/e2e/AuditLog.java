package io.dataplat.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What the accounts of the domains have asked of the API server, as it has written it down. */
record AuditLog(List<Call> calls) {

  /** One call, and the HTTP status of its answer. */
  record Call(String user, String verb, String resource, int status) {

    boolean isForbidden() {
      return status == 401 || status == 403;
    }
  }

  /** Reads the log, one JSON text a line, whose last line may not be whole yet. */
  static AuditLog of(Path file) throws IOException {
    List<Call> calls = new ArrayList<>();
    var json = new ObjectMapper();
    for (String line : Files.readAllLines(file)) {
      if (line.endsWith("}")) {
        calls.add(call(json.readTree(line)));
      }
    }
    return new AuditLog(calls);
  }

  private static Call call(JsonNode event) {
    return new Call(
        event.at("/user/username").asText(),
        event.at("/verb").asText(),
        event.at("/objectRef/resource").asText(),
        event.at("/responseStatus/code").asInt());
  }

  List<Call> forbidden() {
    return calls.stream().filter(Call::isForbidden).toList();
  }

  /** The verbs that were used on a resource. */
  Set<String> verbs(String resource) {
    return calls.stream()
        .filter(call -> call.resource().equals(resource))
        .map(Call::verb)
        .collect(Collectors.toSet());
  }
}
