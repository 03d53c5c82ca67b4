package io.dataplat.jobs.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.dataplat.jobplan.TaskTests;
import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the tests that the compiler has written for a run. */
public final class TestFile {

  private static final JsonMapper MAPPER = JsonMapper.builder().addModule(new Jdk8Module()).build();

  private TestFile() {}

  /** The tests of a file. */
  public static TaskTests read(Path file) {
    try {
      return MAPPER.readValue(Files.readString(file), TaskTests.class);
    } catch (JsonProcessingException e) {
      throw refused("tests-malformed", "`" + file + "` holds no tests");
    } catch (IOException e) {
      throw refused("tests-unreadable", "the tests `" + file + "` cannot be read");
    }
  }

  private static JobFailure refused(String rule, String message) {
    return new JobFailure(ExitCode.PLAN_REFUSED, rule, message);
  }
}
