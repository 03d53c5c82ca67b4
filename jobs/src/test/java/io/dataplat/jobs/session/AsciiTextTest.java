package io.dataplat.jobs.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;

/** Eight bytes at a time say the same as one after the other. */
class AsciiTextTest {

  @Test
  void bytesAreATextWhereSparkSaysSo() {
    var random = new Random(11);
    int valid = 0;
    for (int i = 0; i < 20_000; i++) {
      var bytes = bytes(random);
      var at = random.nextInt(bytes.length);
      var length = random.nextInt(bytes.length - at + 1);
      var text = UTF8String.fromBytes(bytes, at, length);

      assertThat(AsciiText.isUtf8(bytes, at, length)).isEqualTo(text.isValid());
      assertThat(AsciiText.isAscii(text)).isEqualTo(text.isFullAscii());
      valid += text.isValid() ? 1 : 0;
    }
    assertThat(valid).isBetween(1_000, 19_000);
  }

  // Mostly ASCII, with a letter or a stray byte somewhere.
  private static byte[] bytes(Random random) {
    var bytes = new byte[1 + random.nextInt(40)];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (random.nextInt(30) == 0 ? random.nextInt() : random.nextInt(128));
    }
    if (bytes.length > 3 && random.nextBoolean()) {
      bytes[bytes.length - 2] = (byte) 0xC3;
      bytes[bytes.length - 1] = (byte) 0xBC;
    }
    return bytes;
  }
}
