package io.dataplat.jobs.session;

import io.dataplat.jobplan.Connection;
import io.dataplat.jobplan.SecretFile;
import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Reads mounted secrets. A local run has none: it makes a random key of its own for each, so that
 * its tokens match each other and nothing else.
 */
public final class Secrets {

  private static final int KEY_BYTES = 32;

  private final Optional<Path> localKeys;
  private final Optional<String> known;

  private Secrets(Optional<Path> localKeys, Optional<String> known) {
    this.localKeys = localKeys;
    this.known = known;
  }

  /** Secrets are mounted files. */
  public static Secrets mounted() {
    return new Secrets(Optional.empty(), Optional.empty());
  }

  /** Secrets are random keys, kept in a folder. */
  public static Secrets local(Path folder) {
    return new Secrets(Optional.of(folder), Optional.empty());
  }

  /** Every secret is this text, so that tokens are the same each time: for tests. */
  public static Secrets known(String text) {
    return new Secrets(Optional.empty(), Optional.of(text));
  }

  /** The secret that a connection has as a property; none if it names none. */
  public Optional<String> find(Connection connection, String property) {
    return connection.secrets().stream()
        .filter(secret -> secret.property().equals(property))
        .map(SecretFile::file)
        .findFirst()
        .map(this::read);
  }

  /** The secret that the plan knows by this file. */
  public String read(String file) {
    if (known.isPresent()) {
      return known.get();
    }
    try {
      return localKeys.isPresent()
          ? localKey(localKeys.get().resolve(file.replaceAll("[^A-Za-z0-9._-]", "_")))
          : mountedSecret(Path.of(file));
    } catch (NoSuchFileException e) {
      throw refused(file, "does not exist");
    } catch (CharacterCodingException e) {
      throw refused(file, "is no UTF-8 text");
    } catch (IOException e) {
      throw refused(file, "cannot be read");
    }
  }

  private static String mountedSecret(Path file) throws IOException {
    var secret = Files.readString(file, StandardCharsets.UTF_8).strip();
    if (secret.isEmpty()) {
      throw refused(file.toString(), "is empty");
    }
    return secret;
  }

  private static JobFailure refused(String file, String what) {
    return new JobFailure(
        ExitCode.SECRET_REFUSED, "secret-missing", "the secret file `" + file + "` " + what);
  }

  private static String localKey(Path file) throws IOException {
    if (!Files.exists(file)) {
      var key = new byte[KEY_BYTES];
      new SecureRandom().nextBytes(key);
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, HexFormat.of().formatHex(key));
    }
    return mountedSecret(file);
  }
}
