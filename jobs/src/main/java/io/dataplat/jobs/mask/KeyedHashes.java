package io.dataplat.jobs.mask;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/** Replaces a text by a keyed hash: equal text, domain and secret give an equal hash. */
final class KeyedHashes implements TextMask {

  private static final long serialVersionUID = 1L;
  private static final String ALGORITHM = "HmacSHA256";
  private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private final byte[] secret;
  private final byte[] domain;
  private final byte[] name;
  private transient @Nullable Mac mac;

  KeyedHashes(String secret, String domain, String keyId) {
    this.secret = secret.getBytes(StandardCharsets.UTF_8);
    // The length keeps a domain that ends in text apart from a text that begins so.
    this.domain = (domain.length() + ":" + domain).getBytes(StandardCharsets.UTF_8);
    this.name = (keyId + ":").getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public UTF8String mask(UTF8String clear) {
    var mac = mac();
    mac.update(domain);
    return UTF8String.fromBytes(named(mac.doFinal(NormalForm.of(clear))));
  }

  private byte[] named(byte[] hash) {
    var text = new byte[name.length + 2 * hash.length];
    System.arraycopy(name, 0, text, 0, name.length);
    int at = name.length;
    for (byte each : hash) {
      text[at++] = DIGITS[(each >> 4) & 0xf];
      text[at++] = DIGITS[each & 0xf];
    }
    return text;
  }

  private Mac mac() {
    var ready = mac;
    if (ready == null) {
      try {
        ready = Mac.getInstance(ALGORITHM);
        ready.init(new SecretKeySpec(secret, ALGORITHM));
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("a hash that every Java has", e);
      }
      mac = ready;
    }
    return ready;
  }
}
