package io.dataplat.jobs;

import io.dataplat.jobs.fixture.Broker;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** Tests that share a broker of their own; each uses a topic that no other uses. */
@Tag("slow")
abstract class StreamTestCase {

  static Broker broker;

  @BeforeAll
  static void start(@TempDir Path folder) {
    broker = new Broker(folder);
  }

  @AfterAll
  static void stop() {
    broker.close();
  }
}
