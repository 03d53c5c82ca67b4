package io.dataplat.jobs.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.crypto.tink.subtle.AesSiv;
import com.google.crypto.tink.subtle.Hkdf;
import io.dataplat.jobs.JobFailure;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;

/** Tokens that the owner of the secret turns back. */
class TokensTest {

  private static final String SECRET = "0123456789abcdef0123456789abcdef";

  private static String token(String secret, String domain, String text) {
    return new Tokens(secret, domain, "k1").mask(UTF8String.fromString(text)).toString();
  }

  @Test
  void theOwnerOfTheSecretReadsTheText() throws GeneralSecurityException {
    var token = token(SECRET, "customers", "Ren\u00e9 M\u00fcller");
    var key =
        Hkdf.computeHkdf(
            "HmacSha256",
            SECRET.getBytes(StandardCharsets.UTF_8),
            new byte[0],
            "dataplat tokenize".getBytes(StandardCharsets.US_ASCII),
            64);
    var sealed = Base64.getUrlDecoder().decode(token.substring("k1:".length()));
    var clear =
        new AesSiv(key)
            .decryptDeterministically(sealed, "customers".getBytes(StandardCharsets.UTF_8));
    assertThat(new String(clear, StandardCharsets.UTF_8)).isEqualTo("Ren\u00e9 M\u00fcller");
  }

  @Test
  void oneTextHasOneTokenInADomainAndAnotherElsewhere() {
    assertThat(token(SECRET, "customers", "Rene\u0301"))
        .as("the same letters, composed otherwise")
        .isEqualTo(token(SECRET, "customers", "Ren\u00e9"))
        .isNotEqualTo(token(SECRET, "guests", "Ren\u00e9"))
        .isNotEqualTo(token(SECRET + "x", "customers", "Ren\u00e9"));
  }

  @Test
  void aSecretThatCanBeGuessedIsRefusedAndNotShown() {
    assertThatThrownBy(() -> token("hunter2", "customers", "x"))
        .isInstanceOf(JobFailure.class)
        .hasMessageContaining("7 bytes")
        .hasMessageNotContaining("hunter2");
  }
}
