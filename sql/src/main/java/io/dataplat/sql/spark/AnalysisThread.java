package io.dataplat.sql.spark;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.apache.spark.sql.internal.SQLConf;
import scala.Function0;

/** Runs an analysis where Spark finds what it expects: stack, class loader and settings. */
final class AnalysisThread {
  // Spark's parser and rules recurse; Maven's threads have 1 MiB.
  private static final long STACK_BYTES = 64L << 20;

  private AnalysisThread() {}

  static <T> T call(String timezone, Supplier<T> analysis) {
    var result = new CompletableFuture<T>();
    var thread =
        new Thread(
            null,
            () -> complete(result, timezone, analysis),
            "dataplat-sql-analysis",
            STACK_BYTES,
            false);
    thread.setDaemon(true);
    thread.setContextClassLoader(AnalysisThread.class.getClassLoader());
    thread.start();
    return join(result);
  }

  private static <T> void complete(
      CompletableFuture<T> result, String timezone, Supplier<T> analysis) {
    try {
      Function0<T> body = analysis::get;
      result.complete(SQLConf.withExistingConf(settings(timezone), body));
    } catch (Throwable failure) {
      result.completeExceptionally(failure);
    }
  }

  private static <T> T join(CompletableFuture<T> result) {
    try {
      return result.join();
    } catch (CompletionException failure) {
      if (failure.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw failure;
    }
  }

  private static SQLConf settings(String timezone) {
    var settings = new SQLConf();
    settings.setConfString("spark.sql.session.timeZone", timezone);
    settings.setConfString("spark.sql.ansi.enabled", "true");
    settings.setConfString("spark.sql.caseSensitive", "false");
    return settings;
  }
}
