package io.dataplat.jobs.write;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dataplat.jobplan.Sha256;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * All files that have been read as changes, as an immutable list that is named by its content.
 *
 * @param generation how many lists came before it
 * @param identities of each path what made the file the one that was read
 */
public record ConsumedFiles(long generation, Map<String, String> identities) {

  /** The list before the first file. */
  public static final ConsumedFiles NONE = new ConsumedFiles(0, Map.of());

  private static final JsonMapper MAPPER = new JsonMapper();
  private static final int DIGITS = 32;

  /** Copies what the caller may still change. */
  public ConsumedFiles {
    identities = Collections.unmodifiableMap(new TreeMap<>(identities));
  }

  /** The list with more files, or files of another identity. */
  public ConsumedFiles plus(Map<String, String> more) {
    var all = new TreeMap<>(identities);
    all.putAll(more);
    return new ConsumedFiles(generation + 1, all);
  }

  /** The name of the list; that of the empty one is the start. */
  public String name() {
    return generation == 0
        ? ChangesPosition.START
        : generation + "-" + Sha256.hex(json()).substring(0, DIGITS);
  }

  private byte[] json() {
    try {
      return MAPPER.writeValueAsString(identities).getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("paths and identities are plain data", e);
    }
  }

  /** The list as a file. */
  byte[] compressed() {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new GZIPOutputStream(bytes)) {
      zip.write(json());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** The list in a file of this name; it throws if the file does not hold it. */
  static ConsumedFiles parse(String name, byte[] compressed) throws IOException {
    var generation = Long.parseLong(name.substring(0, name.indexOf('-')));
    try (var text = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
      var list =
          new ConsumedFiles(
              generation, MAPPER.readValue(text, new TypeReference<Map<String, String>>() {}));
      if (!list.name().equals(name)) {
        throw new IOException("the content is not that of the name");
      }
      return list;
    }
  }
}
