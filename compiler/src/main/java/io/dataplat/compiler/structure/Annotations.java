package io.dataplat.compiler.structure;

/** The keywords that the schemas add to JSON Schema, as {@code schemas/README.md} lists them. */
public final class Annotations {

  static final String RULE = "x-dataplat-rule";
  static final String FORM = "x-dataplat-form";
  static final String REFERENCES = "x-dataplat-references";
  static final String RESERVED_VALUES = "x-dataplat-reserved-values";
  static final String CHOICE_REQUIRED = "x-dataplat-choice-required";
  public static final String RESERVED = "x-dataplat-reserved";
  public static final String CHOICE = "x-dataplat-choice";
  public static final String REQUIRED = "x-dataplat-required";
  public static final String DEFAULTABLE = "x-dataplat-defaultable";
  public static final String OVERRIDABLE = "x-dataplat-overridable";

  private Annotations() {}
}
