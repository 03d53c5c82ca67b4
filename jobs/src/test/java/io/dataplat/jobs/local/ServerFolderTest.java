package io.dataplat.jobs.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The folders of servers beside local runs. */
class ServerFolderTest {

  private static final String PROCESS_FILE = "server.pid";

  private final Path folder;

  ServerFolderTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private ServerFolder take(String program) throws IOException {
    return ServerFolder.take(folder, PROCESS_FILE, program);
  }

  @Test
  void oneRunAtATimeHasAFolder() throws IOException {
    try (var first = take("server")) {
      assertThat(first).isNotNull();
      assertThatThrownBy(() -> take("server")).hasMessage("another run uses it");
    }
    take("server").close();
  }

  @Test
  void aFolderWhoseServerIsNotToBeFoundIsGivenBack() throws IOException {
    var unreadable = Files.createDirectory(folder.resolve(PROCESS_FILE));
    assertThatThrownBy(() -> take("server")).isInstanceOf(IOException.class);
    Files.delete(unreadable);
    take("server").close();
  }

  @Test
  void theServerOfAKilledRunIsEndedAndNoOtherProgramThatHasItsNumber() throws Exception {
    var left = new ProcessBuilder("sleep", "600").start();
    try {
      Files.writeString(folder.resolve(PROCESS_FILE), left.pid() + "\nmore\n");
      take("other-program").close();
      assertThat(left.isAlive()).isTrue();

      take(Path.of(left.info().command().orElseThrow()).getFileName().toString()).close();

      assertThat(left.waitFor(1, TimeUnit.MINUTES)).isTrue();
    } finally {
      left.destroyForcibly();
    }
  }
}
