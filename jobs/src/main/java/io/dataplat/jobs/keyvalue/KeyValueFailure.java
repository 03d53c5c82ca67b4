package io.dataplat.jobs.keyvalue;

import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Map.Entry;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

/** Says why a key-value store was not written, without its message: that may hold values. */
public final class KeyValueFailure {

  private static final String FAILED = "key-value-failed";
  private static final String REFUSED = "key-value-login-refused";
  // What an answer holds, the rule, and the reason in words; the first that is found counts.
  private static final Map<String, Entry<String, String>> ANSWERS = answers();

  private KeyValueFailure() {}

  private static Map<String, Entry<String, String>> answers() {
    var answers = new LinkedHashMap<String, Entry<String, String>>();
    answers.put("WRONGPASS", Map.entry(REFUSED, "it refuses the user or the password"));
    answers.put("NOAUTH", Map.entry(REFUSED, "it asks for a user and a password"));
    answers.put("NOPERM", Map.entry("key-value-permission-missing", "the user may not write it"));
    answers.put("MISCONF", Map.entry(FAILED, "it cannot save its state and takes nothing more"));
    answers.put("OOM", Map.entry(FAILED, "it has no memory left"));
    answers.put("READONLY", Map.entry(FAILED, "it is a replica, which takes no writes"));
    answers.put("LOADING", Map.entry(FAILED, "it is starting"));
    answers.put("NOSCRIPT", Map.entry(FAILED, "it has restarted meanwhile"));
    answers.put("MOVED", Map.entry(FAILED, "it is a node of a cluster, which has keys elsewhere"));
    answers.put("WRONGTYPE", Map.entry(FAILED, "a key holds something that is no hash"));
    return answers;
  }

  /** The failure of what was done with the keys of a prefix. */
  public static JobFailure of(KeyValueServer server, String prefix, JedisException error) {
    var known =
        error instanceof JedisConnectionException
            ? Map.entry(FAILED, "the connection broke or could not be made")
            : ofAnswer(String.valueOf(error.getMessage()));
    return new JobFailure(
        ExitCode.UNEXPECTED,
        known.getKey(),
        "the keys `%s` of `%s` (%s) could not be written: %s"
            .formatted(prefix, server.connection(), server.place(), known.getValue()));
  }

  private static Entry<String, String> ofAnswer(String answer) {
    return ANSWERS.entrySet().stream()
        .filter(each -> answer.contains(each.getKey()))
        .findFirst()
        .map(Entry::getValue)
        .orElse(Map.entry(FAILED, "the server failed"));
  }
}
