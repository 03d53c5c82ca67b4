package io.dataplat.jobs.mask;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.spark.sql.api.java.UDF1;
import org.jspecify.annotations.Nullable;

/** Replaces a text by a keyed hash: equal text, domain and secret give an equal hash. */
final class KeyedHashes implements UDF1<String, String> {

  private static final long serialVersionUID = 1L;
  private static final String ALGORITHM = "HmacSHA256";

  private final String secret;
  private final String domain;
  private final String keyId;
  private transient @Nullable Mac mac;

  KeyedHashes(String secret, String domain, String keyId) {
    this.secret = secret;
    this.domain = domain;
    this.keyId = keyId;
  }

  @Override
  public @Nullable String call(@Nullable String text) throws GeneralSecurityException {
    if (text == null) {
      return null;
    }
    var mac = mac();
    // The length keeps a domain that ends in text apart from a text that begins so.
    mac.update((domain.length() + ":" + domain).getBytes(StandardCharsets.UTF_8));
    return keyId + ":" + HexFormat.of().formatHex(mac.doFinal(NormalForm.of(text)));
  }

  private Mac mac() throws GeneralSecurityException {
    var ready = mac;
    if (ready == null) {
      ready = Mac.getInstance(ALGORITHM);
      ready.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
      mac = ready;
    }
    return ready;
  }
}
