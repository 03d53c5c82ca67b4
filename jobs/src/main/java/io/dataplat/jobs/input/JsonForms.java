package io.dataplat.jobs.input;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import io.dataplat.jobs.session.ColumnTypes;
import java.io.IOException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.apache.spark.sql.catalyst.CatalystTypeConverters;
import org.apache.spark.sql.catalyst.util.ArrayBasedMapData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * The forms of typed values in JSON, read to what Spark itself holds: anything else is corrupt,
 * nothing is rounded or converted.
 */
final class JsonForms {

  /** Reads the value at which the parser stands; null is a form of every type. */
  @FunctionalInterface
  interface JsonForm {
    @Nullable Object read(JsonParser json) throws IOException;
  }

  private JsonForms() {}

  static JsonForm of(ReadColumn column) {
    var form = plain(column);
    return json -> orNull(json, form);
  }

  private static JsonForm plain(ReadColumn column) {
    return switch (column.type()) {
      case "struct" -> new JsonFields(column.fields())::row;
      case "array<struct>" -> array(new JsonFields(column.fields())::row);
      default -> of(ColumnTypes.of(column.type()));
    };
  }

  private static JsonForm of(DataType type) {
    if (type instanceof DecimalType decimal) {
      return decimal(decimal);
    }
    if (type instanceof ArrayType array) {
      return array(of(array.elementType()));
    }
    if (type instanceof MapType map) {
      return map(map);
    }
    return switch (type.typeName()) {
      case "string" -> json -> JsonText.of(json);
      case "boolean" -> JsonForms::bool;
      case "smallint", "short" -> integer(Short.MIN_VALUE, Short.MAX_VALUE, n -> (short) n);
      case "int", "integer" -> integer(Integer.MIN_VALUE, Integer.MAX_VALUE, n -> (int) n);
      case "bigint", "long" -> integer(Long.MIN_VALUE, Long.MAX_VALUE, n -> n);
      case "float" -> json -> known(TextForms.floating(number(json).getText()));
      case "double" -> json -> finite(number(json).getDoubleValue());
      case "timestamp" -> instant();
      case "date" -> converted(type, TextForms::isoDate);
      case "timestamp_ntz" -> converted(type, TextForms::isoLocal);
      case "binary" -> ofText(JsonForms::base64);
      default -> throw unknown(type);
    };
  }

  private static JobFailure unknown(DataType type) {
    return new JobFailure(
        ExitCode.PLAN_REFUSED, "plan-malformed", "a JSON field cannot be a `" + type.sql() + "`");
  }

  private static @Nullable Object orNull(JsonParser json, JsonForm form) throws IOException {
    return json.currentToken() == JsonToken.VALUE_NULL ? null : form.read(json);
  }

  private static Object bool(JsonParser json) throws IOException {
    if (!json.currentToken().isBoolean()) {
      throw new CorruptValueException();
    }
    return json.getBooleanValue();
  }

  private static JsonForm integer(long least, long greatest, LongFunction<Object> narrow) {
    return json -> {
      if (json.currentToken() != JsonToken.VALUE_NUMBER_INT
          || json.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
        throw new CorruptValueException();
      }
      var number = json.getLongValue();
      if (number < least || number > greatest) {
        throw new CorruptValueException();
      }
      return narrow.apply(number);
    };
  }

  // Many senders write decimals as text, as a number in JSON is a binary float to most readers.
  private static JsonForm decimal(DecimalType type) {
    var converter = CatalystTypeConverters.createToCatalystConverter(type);
    var numbers = new ByteNumbers();
    return json -> {
      var text = json.currentToken() == JsonToken.VALUE_STRING ? json : number(json);
      var bytes = known(JsonText.ascii(text));
      return switch (numbers.decimal(bytes, 0, bytes.length, type.precision(), type.scale())) {
        case RIGHT -> Decimal.createUnsafe(numbers.value(), type.precision(), type.scale());
        case WRONG -> throw new CorruptValueException();
        case LEFT ->
            converter.apply(
                known(TextForms.decimal(text.getText(), type.precision(), type.scale())));
      };
    };
  }

  private static JsonForm instant() {
    var times = new ByteTimes(ZoneOffset.UTC);
    return json -> {
      expect(json, JsonToken.VALUE_STRING);
      var bytes = known(JsonText.ascii(json));
      if (!times.instant(bytes, 0, bytes.length)) {
        throw new CorruptValueException();
      }
      return times.time();
    };
  }

  private static JsonParser number(JsonParser json) throws IOException {
    if (!json.currentToken().isNumeric()) {
      throw new CorruptValueException();
    }
    return json;
  }

  // As in text: a number beyond the type is none, and there is one zero.
  private static Object finite(double number) {
    if (Double.isInfinite(number)) {
      throw new CorruptValueException();
    }
    return number + 0.0;
  }

  private static JsonForm ofText(Function<String, @Nullable Object> parse) {
    return json -> known(parse.apply(JsonText.string(json)));
  }

  private static JsonForm converted(DataType type, Function<String, @Nullable Object> parse) {
    var converter = CatalystTypeConverters.createToCatalystConverter(type);
    return ofText(text -> converter.apply(parse.apply(text)));
  }

  private static <T> T known(@Nullable T value) {
    if (value == null) {
      throw new CorruptValueException();
    }
    return value;
  }

  private static @Nullable Object base64(String text) {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static JsonForm array(JsonForm element) {
    return json -> {
      expect(json, JsonToken.START_ARRAY);
      var values = new ArrayList<@Nullable Object>();
      while (json.nextToken() != JsonToken.END_ARRAY) {
        values.add(orNull(json, element));
      }
      return new GenericArrayData(values.toArray());
    };
  }

  private static JsonForm map(MapType type) {
    if (!(type.keyType() instanceof StringType)) {
      throw unknown(type);
    }
    var value = of(type.valueType());
    return json -> {
      expect(json, JsonToken.START_OBJECT);
      var values = new LinkedHashMap<UTF8String, @Nullable Object>();
      while (json.nextToken() != JsonToken.END_OBJECT) {
        var name = UTF8String.fromString(json.currentName());
        json.nextToken();
        values.put(name, orNull(json, value));
      }
      return new ArrayBasedMapData(
          new GenericArrayData(values.keySet().toArray()),
          new GenericArrayData(values.values().toArray()));
    };
  }

  static void expect(JsonParser json, JsonToken token) {
    if (json.currentToken() != token) {
      throw new CorruptValueException();
    }
  }
}
