package io.dataplat.jobplan;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PlanSchemaTest {

  private static final Path PUBLISHED = Path.of("..", "schemas", "job-plan-1.0.schema.json");

  @Test
  void thePublishedSchemaIsTheShapeOfTheRecords() throws IOException {
    assertThat(Files.readString(PUBLISHED)).isEqualTo(SchemaOfRecords.text());
  }

  @Test
  void aFullPlanObeysThePublishedSchema() throws IOException {
    assertThat(published().validate(PlanJson.indented(Plans.full()), InputFormat.JSON)).isEmpty();
  }

  @Test
  void aPlanWithAnUnknownOrAMissingFieldDoesNot() throws IOException {
    var plan = PlanJson.indented(Plans.full());
    var missing = plan.replace("  \"requires\": [],\n", "");
    var unknown = plan.replace("  \"requires\": [],\n", "  \"requires\": [],\n  \"extra\": 1,\n");
    assertThat(published().validate(missing, InputFormat.JSON)).isNotEmpty();
    assertThat(published().validate(unknown, InputFormat.JSON)).isNotEmpty();
  }

  @Test
  void thePublishedSchemaIsASchema() throws IOException {
    var meta =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(
                com.networknt.schema.SchemaLocation.of(
                    "https://json-schema.org/draft/2020-12/schema"));
    assertThat(meta.validate(Files.readString(PUBLISHED), InputFormat.JSON)).isEmpty();
  }

  private static Schema published() throws IOException {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(Files.readString(PUBLISHED), InputFormat.JSON);
  }
}
