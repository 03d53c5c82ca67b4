package io.dataplat.maven;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.Test;

class RepositoryMojoTest {

  @Test
  void aBugReadsDifferentlyFromAMistake() {
    assertThatThrownBy(failing(new IllegalStateException("no such task"))::execute)
        .isInstanceOf(MojoExecutionException.class)
        .hasMessageContaining("has a bug: this is not a mistake in your repository")
        .hasMessageContaining("no such task")
        .hasCauseInstanceOf(IllegalStateException.class);
  }

  @Test
  void aDiskThatFailsIsNoBug() {
    assertThatThrownBy(failing(new UncheckedIOException(new IOException("No space left")))::execute)
        .isInstanceOf(MojoExecutionException.class)
        .hasMessageContaining("could not read or write a file")
        .hasMessageContaining("No space left")
        .hasMessageNotContaining("bug");
  }

  private static RepositoryMojo failing(RuntimeException failure) {
    return new RepositoryMojo() {
      @Override
      void run() throws MojoFailureException {
        throw failure;
      }
    };
  }
}
