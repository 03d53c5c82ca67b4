package io.dataplat.jobs.input;

import static io.dataplat.jobs.fixture.Columns.nested;
import static io.dataplat.jobs.fixture.Columns.nullable;
import static io.dataplat.jobs.fixture.Columns.required;
import static io.dataplat.jobs.fixture.Columns.sentAs;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.jobplan.ContractColumn;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.util.Utf8;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands in an Avro file as Spark holds it: by name, widened, and nothing rounded. */
class AvroRowsTest {

  private static Schema schema(String fields) {
    return new Schema.Parser()
        .parse("{\"type\": \"record\", \"name\": \"row\", \"fields\": [%s]}".formatted(fields));
  }

  private static GenericRecord record(Schema schema, @Nullable Object... values) {
    var record = new GenericData.Record(schema);
    for (int i = 0; i < values.length; i++) {
      record.put(i, values[i]);
    }
    return record;
  }

  private static List<String> read(
      Path folder, List<GenericRecord> records, ContractColumn... columns) throws IOException {
    var file = folder.resolve("a.avro");
    var schema = records.get(0).getSchema();
    try (var writer =
        new DataFileWriter<GenericRecord>(new GenericDatumWriter<>(schema))
            .create(schema, file.toFile())) {
      for (var record : records) {
        writer.append(record);
      }
    }
    var modified = String.valueOf(Files.getLastModifiedTime(file).toMillis());
    var source = new SourceFile("a.avro", file.toUri().toString(), Files.size(file), modified);
    var found = new ArrayList<String>();
    try (var rows = new AvroRows(source, ReadColumn.of(List.of(columns)), new Configuration())) {
      rows.forEachRemaining(row -> found.add(row.toString()));
    }
    return found;
  }

  @Test
  void logicalTypesBecomeTheTypesOfTheContract(@TempDir Path folder) throws IOException {
    var schema =
        schema(
            """
            {"name": "unused", "type": "string"},
            {"name": "bytes", "type": {"type": "bytes", "logicalType": "decimal", "precision": 5, "scale": 2}},
            {"name": "fixed", "type": ["null", {"type": "fixed", "name": "f", "size": 4, "logicalType": "decimal", "precision": 9, "scale": 1}]},
            {"name": "day", "type": {"type": "int", "logicalType": "date"}},
            {"name": "millis", "type": {"type": "long", "logicalType": "timestamp-millis"}},
            {"name": "micros", "type": {"type": "long", "logicalType": "timestamp-micros"}},
            {"name": "local", "type": {"type": "long", "logicalType": "local-timestamp-millis"}},
            {"name": "kind", "type": {"type": "enum", "name": "k", "symbols": ["A", "B"]}},
            {"name": "hash", "type": {"type": "fixed", "name": "h", "size": 2}},
            {"name": "number", "type": "int"}
            """);
    var values =
        record(
            schema,
            "x",
            ByteBuffer.wrap(new byte[] {1, 0}),
            new GenericData.Fixed(
                schema.getField("fixed").schema().getTypes().get(1), new byte[] {-1, -1, -1, -2}),
            -1,
            -1L,
            -1L,
            1500L,
            new GenericData.EnumSymbol(schema.getField("kind").schema(), "B"),
            new GenericData.Fixed(schema.getField("hash").schema(), new byte[] {1, 2}),
            7);

    assertThat(
            read(
                folder,
                List.of(values),
                sentAs("number", required("id", "bigint")),
                required("bytes", "decimal(12,3)"),
                nullable("fixed", "decimal(9,1)"),
                required("day", "date"),
                required("millis", "timestamp"),
                required("micros", "timestamp"),
                required("local", "timestamp_ntz"),
                required("kind", "string")))
        .containsExactly("[7,2.560,-0.2,-1,-1000,-1,1500000,B,null,a.avro,0,null]");
  }

  @Test
  void nestedRecordsArraysAndMapsAreFoundByName(@TempDir Path folder) throws IOException {
    var schema =
        schema(
            """
            {"name": "place", "type": ["null", {"type": "record", "name": "p", "fields": [
              {"name": "more", "type": "int"}, {"name": "Zip", "type": "int"}]}]},
            {"name": "tags", "type": {"type": "array", "items": ["string", "null"]}},
            {"name": "counts", "type": {"type": "map", "values": "float"}}
            """);
    var place = record(schema.getField("place").schema().getTypes().get(1), 1, 8000);
    var nothing = new ArrayList<@Nullable Object>();
    nothing.add(null);

    assertThat(
            read(
                folder,
                List.of(
                    record(schema, place, List.of("a", "é"), Map.of("n", 1.5f)),
                    record(schema, null, nothing, Map.of())),
                nested("place", "struct", sentAs("Zip", required("zip", "bigint"))),
                nullable("tags", "array<string>"),
                nullable("counts", "map<string,double>")))
        .containsExactly(
            "[[8000],[a,é],keys: [n], values: [1.5],null,a.avro,0,null]",
            "[null,[null],keys: [], values: [],null,a.avro,1,null]");
  }

  @Test
  void aValueThatNoColumnCanHoldMakesItsRecordCorrupt(@TempDir Path folder) throws IOException {
    var schema =
        schema(
            """
            {"name": "name", "type": "string"},
            {"name": "at", "type": {"type": "long", "logicalType": "timestamp-nanos"}},
            {"name": "amount", "type": {"type": "bytes", "logicalType": "decimal", "precision": 3, "scale": 1}}
            """);
    var one = ByteBuffer.wrap(new byte[] {10});
    var latin = new Utf8(new byte[] {(byte) 0xE9});

    assertThat(
            read(
                folder,
                List.of(
                    record(schema, "a", 1000L, one),
                    record(schema, latin, 1000L, one),
                    record(schema, "a", 1001L, one),
                    record(schema, "a", 1000L, ByteBuffer.wrap(new byte[] {127, 0}))),
                nullable("name", "string"),
                nullable("at", "timestamp"),
                nullable("amount", "decimal(3,1)")))
        .containsExactly(
            "[a,1,1.0,null,a.avro,0,null]",
            "[null,null,null,name,a.avro,1,null]",
            "[null,null,null,at,a.avro,2,null]",
            "[null,null,null,amount,a.avro,3,null]");
  }

  @Test
  void whatNoColumnCanHoldHasNoType() {
    var union = SchemaBuilder.unionOf().stringType().and().intType().endUnion();
    var time =
        schema(
            "{\"name\": \"t\", \"type\": {\"type\": \"int\", \"logicalType\": \"time-millis\"}}");
    var list =
        schema(
            "{\"name\": \"next\", \"type\": [\"null\", \"row\"]}, {\"name\": \"id\", \"type\": \"int\"}");
    var unions = Schema.createRecord("u", "", "", false, List.of(new Schema.Field("u", union)));

    assertThat(AvroTypes.of(unions).apply("u").dataType()).isEqualTo(DataTypes.NullType);
    assertThat(AvroTypes.of(time).apply("t").dataType()).isEqualTo(DataTypes.NullType);
    assertThat(AvroTypes.of(list).apply("id").dataType()).isEqualTo(DataTypes.IntegerType);
  }
}
