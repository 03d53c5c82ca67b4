package io.dataplat.jobs.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dataplat.jobs.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {

  private static void refused(Path file, String why) {
    assertThatThrownBy(() -> Secrets.mounted().read(file.toString()))
        .hasMessage("the secret file `" + file + "` " + why)
        .hasFieldOrPropertyWithValue("exitCode", ExitCode.SECRET_REFUSED);
  }

  @Test
  void aSecretThatIsNotThereOrHoldsNothingIsNamedByItsFile(@TempDir Path folder)
      throws IOException {
    refused(folder.resolve("salt"), "does not exist");
    refused(folder, "cannot be read");
    var file = Files.writeString(folder.resolve("salt"), " \n");
    refused(file, "is empty");
    Files.write(file, new byte[] {(byte) 0xE9});
    refused(file, "is no UTF-8 text");
    Files.writeString(file, "  s3cret\n");
    assertThat(Secrets.mounted().read(file.toString())).isEqualTo("s3cret");
  }

  @Test
  void aLocalRunMakesAKeyOfItsOwnForEachSecretAndKeepsIt(@TempDir Path folder) {
    var secrets = Secrets.local(folder.resolve("keys"));
    var salt = secrets.read("/secrets/salt");
    assertThat(salt).hasSize(64).isEqualTo(secrets.read("/secrets/salt"));
    assertThat(secrets.read("/secrets/other")).isNotEqualTo(salt);
  }
}
