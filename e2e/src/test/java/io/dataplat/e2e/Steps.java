package io.dataplat.e2e;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Prints each step with its time, and keeps what a failed one leaves to look at. */
final class Steps implements BeforeTestExecutionCallback, AfterTestExecutionCallback {

  private static final ExtensionContext.Namespace OWN = ExtensionContext.Namespace.create("steps");
  private static final int LINES = 40;
  private static final Path EVIDENCE = Path.of("target", "evidence").toAbsolutePath();

  @Override
  public void beforeTestExecution(ExtensionContext context) {
    context.getStore(OWN).put("start", System.nanoTime());
  }

  @Override
  public void afterTestExecution(ExtensionContext context) {
    long start = context.getStore(OWN).get("start", Long.class);
    boolean failed = context.getExecutionException().isPresent();
    System.out.printf(
        Locale.ROOT,
        "%s %6.1f s  %s: %s%n",
        failed ? "FAIL" : "ok  ",
        seconds(start),
        context.getRequiredTestClass().getSimpleName().replace("IT", ""),
        sentence(context.getRequiredTestMethod().getName()));
    if (failed) {
      String message = String.valueOf(context.getExecutionException().get().getMessage());
      message.strip().lines().limit(LINES).forEach(line -> System.out.println("     " + line));
      Path folder = EVIDENCE.resolve(context.getRequiredTestMethod().getName());
      Optional<String> lost = Evidence.collect(folder);
      System.out.println("     logs: " + folder + lost.map(why -> ", not all: " + why).orElse(""));
    }
  }

  /** The seconds since a time of {@link System#nanoTime}. */
  static double seconds(long since) {
    return Duration.ofNanos(System.nanoTime() - since).toMillis() / 1000.0;
  }

  /** Prints a figure below its step. */
  static void say(String format, Object... figures) {
    System.out.printf(Locale.ROOT, "     " + format + "%n", figures);
  }

  /** Turns the name of a method into words. */
  static String sentence(String camelCase) {
    return camelCase.replaceAll("(?=\\p{Upper})", " ").toLowerCase(Locale.ROOT);
  }
}
