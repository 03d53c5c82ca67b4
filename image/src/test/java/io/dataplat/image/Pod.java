package io.dataplat.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs commands in an unpacked image as a restricted pod would, with namespaces of the kernel. */
record Pod(Path root, Path plan, Path sparkConfiguration, Map<String, String> environment) {

  record Result(int exitCode, String output) {}

  /** Whether this machine lets us; only root may mount and change the root. */
  static boolean possible() {
    try {
      return new ProcessBuilder("unshare", "--mount", "--pid", "--uts", "--fork", "true")
              .start()
              .waitFor()
          == 0;
    } catch (IOException | InterruptedException e) {
      return false;
    }
  }

  Result run(Map<String, String> more, String... command) throws Exception {
    Path script = Path.of(Pod.class.getResource("pod.sh").toURI());
    List<String> line =
        new ArrayList<>(List.of("unshare", "--mount", "--pid", "--uts", "--fork", "--kill-child"));
    line.addAll(List.of("bash", script.toString(), root.toString(), plan.toString()));
    line.add(sparkConfiguration.toString());
    line.addAll(List.of(command));
    ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.environment().putAll(more);
    // The script's own commands are the machine's.
    builder.environment().merge("PATH", "/usr/sbin:/usr/bin:/sbin:/bin", (a, b) -> a + ":" + b);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(process.waitFor(), output);
  }
}
