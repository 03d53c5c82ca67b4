package io.dataplat.compiler.oracle;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A program outside the project: found by a variable or on PATH, else the test says why it skips.
 */
public record Tool(List<String> command) {

  private static final Path HERE = Path.of("").toAbsolutePath();

  public record Answer(int status, String text) {}

  /** The variable may hold a whole command line, words separated by blanks. */
  public static Tool find(String variable, String program) {
    String value = System.getenv(variable);
    if (value != null && !value.isBlank()) {
      return new Tool(List.of(value.strip().split(" +")));
    }
    return Stream.of(System.getenv("PATH").split(":"))
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst()
        .map(path -> new Tool(List.of(path.toString())))
        .orElseGet(
            () ->
                Assumptions.abort(
                    program + " is not on PATH and " + variable + " does not name it"));
  }

  static Path folder(String variable, String what) {
    String value = System.getenv(variable);
    return value != null && Files.isDirectory(Path.of(value))
        ? Path.of(value)
        : Assumptions.abort(variable + " does not name a folder with " + what);
  }

  public Answer run(List<String> arguments) throws IOException, InterruptedException {
    return run(arguments, "");
  }

  Answer run(List<String> arguments, String input) throws IOException, InterruptedException {
    return run(HERE, arguments, input);
  }

  Answer run(Path folder, List<String> arguments) throws IOException, InterruptedException {
    return run(folder, arguments, "");
  }

  private Answer run(Path folder, List<String> arguments, String input)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(command);
    words.addAll(arguments);
    Path in = Files.createTempFile("oracle", ".in");
    try {
      Files.writeString(in, input);
      Process process =
          new ProcessBuilder(words)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectInput(in.toFile())
              .start();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Answer(process.waitFor(), text);
    } finally {
      Files.delete(in);
    }
  }
}
