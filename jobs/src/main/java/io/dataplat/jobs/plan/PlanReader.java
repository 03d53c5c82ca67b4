package io.dataplat.jobs.plan;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reads a job plan strictly: what it does not know it refuses, before any data is read. */
public final class PlanReader {

  private static final Pattern VERSION = Pattern.compile("(\\d{1,6})\\.(\\d{1,6})");
  private static final int MAJOR = 1;
  private static final int MINOR = 0;
  private static final Set<String> CAPABILITIES = Set.of();

  private static final JsonMapper MAPPER = mapper();

  private PlanReader() {}

  /** Reads the plan of a file. */
  public static JobPlan read(Path file) {
    try {
      return parse(Files.readString(file));
    } catch (JobFailure e) {
      throw refused(e.rule(), "`" + file + "`: " + e.getMessage());
    } catch (NoSuchFileException e) {
      throw refused("plan-unreadable", "the plan `" + file + "` does not exist");
    } catch (CharacterCodingException e) {
      throw refused("plan-unreadable", "the plan `" + file + "` is no UTF-8 text");
    } catch (IOException e) {
      throw refused("plan-unreadable", "the plan `" + file + "` cannot be read");
    }
  }

  /** Reads the plan of a text. */
  public static JobPlan parse(String text) {
    var plan = parsed(text);
    new PlanReferences(plan).check();
    new PlanSql(plan).check();
    return plan;
  }

  private static JobPlan parsed(String text) {
    try {
      // Another version may have another form, so the version is judged first.
      var tree = MAPPER.readTree(text);
      checkVersion(tree);
      checkCapabilities(tree);
      return MAPPER.readValue(text, JobPlan.class);
    } catch (JsonProcessingException e) {
      throw refused("plan-malformed", PlanErrors.describe(e));
    }
  }

  private static void checkVersion(JsonNode tree) {
    var version = VERSION.matcher(tree.path("planVersion").asText());
    if (!tree.path("planVersion").isTextual() || !version.matches()) {
      throw refused("plan-version", "the plan has no `planVersion` of the form `major.minor`");
    }
    if (Integer.parseInt(version.group(1)) != MAJOR || Integer.parseInt(version.group(2)) > MINOR) {
      throw refused(
          "plan-version",
          "the plan has version `%s`, this job runs %s.0 to %s.%s"
              .formatted(version.group(), MAJOR, MAJOR, MINOR));
    }
    var semantics = tree.path("semantics").asInt();
    if (semantics != JobPlan.SEMANTICS) {
      throw refused(
          "plan-version",
          "the plan has semantics " + semantics + ", this job knows " + JobPlan.SEMANTICS);
    }
  }

  private static void checkCapabilities(JsonNode tree) {
    var unknown = new TreeSet<String>();
    tree.path("requires").forEach(each -> unknown.add(each.asText()));
    unknown.removeAll(CAPABILITIES);
    if (!unknown.isEmpty()) {
      throw refused(
          "plan-requires",
          "the plan requires " + String.join(", ", unknown) + ", which this job does not have");
    }
  }

  private static JobFailure refused(String rule, String message) {
    return new JobFailure(ExitCode.PLAN_REFUSED, rule, message);
  }

  private static JsonMapper mapper() {
    return JsonMapper.builder()
        .addModule(new Jdk8Module())
        .enable(
            DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
            DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
            DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
            DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
            DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
            DeserializationFeature.READ_ENUMS_USING_TO_STRING,
            DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
        .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .withCoercionConfig(
            LogicalType.Textual,
            config ->
                config
                    .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
        .build();
  }
}
