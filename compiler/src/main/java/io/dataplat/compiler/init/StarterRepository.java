package io.dataplat.compiler.init;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A minimal repository that compiles: one domain, one pipeline, a local and a real environment. */
public final class StarterRepository {

  // A name with a dot in front would be left out of a checkout's own rules, so it is added here.
  private static final List<String> FILES =
      List.of(
          "README.md",
          "environments/base.yaml",
          "environments/components/airflow.yaml",
          "environments/components/spark_operator.yaml",
          "environments/connections/lakehouse.yaml",
          "environments/connections/landing.yaml",
          "environments/local.yaml",
          "environments/prod.yaml",
          "pipelines/shop/datasets/orders.yaml",
          "pipelines/shop/domain.yaml",
          "pipelines/shop/orders_daily.yaml",
          "pipelines/shop/tests/orders_daily.yaml");

  private StarterRepository() {}

  /** Returns the texts of the files by path, for a version of dataplat. */
  public static Map<String, String> files(String version) {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put(".gitattributes", text("gitattributes"));
    texts.put(".gitignore", text("gitignore"));
    texts.put(".mvn/jvm.config", text("jvm.config"));
    FILES.forEach(file -> texts.put(file, text(file).replace("@version@", version)));
    return Collections.unmodifiableMap(texts);
  }

  /**
   * Writes the files into a folder, which is made if need be.
   *
   * @return the files that were there already; if there is one, nothing was written
   */
  public static List<String> write(Path folder, String version) {
    List<String> present = new ArrayList<>();
    Map<String, String> files = files(version);
    files.keySet().stream().filter(f -> Files.exists(folder.resolve(f))).forEach(present::add);
    if (present.isEmpty()) {
      files.forEach((file, text) -> create(folder.resolve(file), text));
    }
    return present;
  }

  private static void create(Path file, String text) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, text, StandardOpenOption.CREATE_NEW);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(String file) {
    try (InputStream in = StarterRepository.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("not packaged: " + file);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
