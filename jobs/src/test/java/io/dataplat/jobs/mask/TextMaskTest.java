package io.dataplat.jobs.mask;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;

/** Masks over the bytes of a row, against what the same words mean over texts. */
class TextMaskTest {

  private static final String[] PIECES = {"a", "Z", " ", "é", "e\u0301", "ß", "€", "漢", "😀", ""};

  private static String masked(TextMask mask, String text) {
    return mask.mask(UTF8String.fromString(text)).toString();
  }

  private static String text(Random random) {
    var text = new StringBuilder();
    for (int left = random.nextInt(12); left > 0; left--) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }

  @Test
  void theLastCharactersAreThoseOfTheTextWhateverBytesTheyTake() {
    var random = new Random(1);
    for (int round = 0; round < 2_000; round++) {
      var text = text(random);
      int keep = random.nextInt(6);
      int all = text.codePointCount(0, text.length());
      var kept = all > keep ? text.substring(text.offsetByCodePoints(text.length(), -keep)) : "";
      assertThat(masked(new LastCharacters(keep), text)).as(text).isEqualTo("***" + kept);
    }
  }

  @Test
  void aTextThatIsNotLongerThanWhatIsKeptIsNotStored() {
    assertThat(masked(new LastCharacters(4), "1234")).isEqualTo("***");
    assertThat(masked(new LastCharacters(4), "12345")).isEqualTo("***2345");
    assertThat(masked(new LastCharacters(0), "1")).isEqualTo("***");
  }

  @Test
  void aHashIsHmacSha256OfTheDomainAndTheTextInNormalForm() throws GeneralSecurityException {
    var random = new Random(2);
    var hashes = new KeyedHashes("secret", "customers", "k1");
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec("secret".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    for (int round = 0; round < 200; round++) {
      var text = text(random);
      var message = "9:customers" + Normalizer.normalize(text, Normalizer.Form.NFC);
      var hash = mac.doFinal(message.getBytes(StandardCharsets.UTF_8));
      assertThat(masked(hashes, text)).as(text).isEqualTo("k1:" + HexFormat.of().formatHex(hash));
    }
  }
}
