package io.dataplat.compiler.merge;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The kinds of documents, as {@code kind} and as the maps of {@code overrides} spell them. */
public enum Kind {
  DOMAIN("Domain"),
  DATASET("Dataset"),
  PIPELINE("Pipeline"),
  PIPELINE_TEMPLATE("PipelineTemplate"),
  CONNECTION("Connection"),
  COMPONENT("Component"),
  ENVIRONMENT("Environment"),
  PIPELINE_TEST("PipelineTest");

  private final String text;

  Kind(String text) {
    this.text = text;
  }

  /** Finds the kind that a document names. */
  public static Optional<Kind> of(String text) {
    return Arrays.stream(values()).filter(kind -> kind.text.equals(text)).findFirst();
  }

  /** Returns the kind as documents write it. */
  public String text() {
    return text;
  }

  /** Returns the kind as messages write it. */
  public String word() {
    return switch (this) {
      case PIPELINE_TEMPLATE -> "template";
      case PIPELINE_TEST -> "test";
      default -> text.toLowerCase(Locale.ROOT);
    };
  }

  /** Returns the key under which an environment overrides documents of this kind. */
  public String overridesKey() {
    return word() + "s";
  }
}
