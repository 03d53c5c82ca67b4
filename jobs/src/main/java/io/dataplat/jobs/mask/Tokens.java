package io.dataplat.jobs.mask;

import com.google.crypto.tink.subtle.AesSiv;
import com.google.crypto.tink.subtle.Hkdf;
import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * Replaces a text by a token that the owner of the secret can turn back: {@code <key id>:<base64url
 * of AES-SIV (RFC 5297) over the text in UTF-8 and NFC>}. The key is HKDF-SHA256 (RFC 5869) of the
 * secret with the info {@code dataplat tokenize}, 64 bytes; the domain is the associated data.
 * Equal text, domain and secret give an equal token.
 */
final class Tokens implements TextMask {

  private static final long serialVersionUID = 1L;
  private static final int LEAST_SECRET_BYTES = 32;
  private static final int KEY_BYTES = 64;
  private static final byte[] INFO = "dataplat tokenize".getBytes(StandardCharsets.US_ASCII);

  private final byte[] secret;
  private final byte[] domain;
  private final String keyId;
  private transient @Nullable AesSiv cipher;

  Tokens(String secret, String domain, String keyId) {
    this.secret = secret.getBytes(StandardCharsets.UTF_8);
    this.domain = domain.getBytes(StandardCharsets.UTF_8);
    this.keyId = keyId;
    if (this.secret.length < LEAST_SECRET_BYTES) {
      throw new JobFailure(
          ExitCode.SECRET_REFUSED,
          "secret-too-short",
          "the secret of `tokenize` in domain `"
              + domain
              + "` has "
              + this.secret.length
              + " bytes, which can be guessed: at least "
              + LEAST_SECRET_BYTES
              + " are needed");
    }
  }

  @Override
  public UTF8String mask(UTF8String clear) {
    try {
      var sealed = cipher().encryptDeterministically(NormalForm.of(clear), domain);
      return UTF8String.fromString(
          keyId + ":" + Base64.getUrlEncoder().withoutPadding().encodeToString(sealed));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a cipher that was given a key of its length", e);
    }
  }

  private AesSiv cipher() throws GeneralSecurityException {
    var ready = cipher;
    if (ready == null) {
      ready = new AesSiv(Hkdf.computeHkdf("HmacSha256", secret, new byte[0], INFO, KEY_BYTES));
      cipher = ready;
    }
    return ready;
  }
}
