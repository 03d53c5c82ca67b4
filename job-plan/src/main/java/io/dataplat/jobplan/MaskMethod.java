package io.dataplat.jobplan;

/** How a value is made unreadable before it is stored. */
public enum MaskMethod {
  HMAC_SHA256("hmac_sha256"),
  TOKENIZE("tokenize"),
  REDACT("redact"),
  NULLIFY("nullify"),
  PARTIAL("partial"),
  GENERALIZE("generalize");

  private final String spelling;

  MaskMethod(String spelling) {
    this.spelling = spelling;
  }

  /** The spelling in JSON. */
  @Override
  public String toString() {
    return spelling;
  }
}
