package io.dataplat.sql.store;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * A file of answers by the hash of their question, written by one version of the analyser; a file
 * that is damaged, cut off or of another version counts as empty.
 */
final class AnswerFile {
  private static final int HASH = 32;

  private final Path path;
  private final byte[] version;

  AnswerFile(Path path, String version) {
    this.path = path;
    this.version = hash(RecordWriter.bytes(version));
  }

  /** The name of a question of a kind. */
  static String key(String kind, Record question) {
    return HexFormat.of().formatHex(hash(RecordWriter.bytes(kind), RecordWriter.bytes(question)));
  }

  Map<String, byte[]> read() {
    try {
      return entries(Files.readAllBytes(path));
    } catch (IOException noSuchFileOrDamaged) {
      return new TreeMap<>();
    }
  }

  private Map<String, byte[]> entries(byte[] bytes) throws IOException {
    var entries = new TreeMap<String, byte[]>();
    int end = bytes.length - HASH;
    if (end < HASH
        || !Arrays.equals(bytes, 0, HASH, version, 0, HASH)
        || !Arrays.equals(bytes, end, bytes.length, hash(Arrays.copyOf(bytes, end)), 0, HASH)) {
      return entries;
    }
    var in = new DataInputStream(new ByteArrayInputStream(bytes, HASH, end - HASH));
    while (in.available() > 0) {
      var key = HexFormat.of().formatHex(in.readNBytes(HASH));
      entries.put(key, in.readNBytes(in.readInt()));
    }
    return entries;
  }

  /** Replaces the file in one step, so that builds side by side see one state or the other. */
  void write(Map<String, byte[]> entries) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var out = new DataOutputStream(bytes);
    out.write(version);
    for (var entry : new TreeMap<>(entries).entrySet()) {
      out.write(HexFormat.of().parseHex(entry.getKey()));
      out.writeInt(entry.getValue().length);
      out.write(entry.getValue());
    }
    out.write(hash(bytes.toByteArray()));
    var folder = Files.createDirectories(path.toAbsolutePath().resolveSibling("").normalize());
    var whole = Files.createTempFile(folder, "answers", ".tmp");
    Files.write(whole, bytes.toByteArray());
    Files.move(whole, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  private static byte[] hash(byte[]... parts) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      for (byte[] part : parts) {
        digest.update(part);
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
