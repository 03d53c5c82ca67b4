package io.dataplat.jobplan;

/** How a metric is compared with its bounds. */
public enum Operator {
  MUST_BE("mustBe"),
  MUST_NOT_BE("mustNotBe"),
  MUST_BE_GREATER_THAN("mustBeGreaterThan"),
  MUST_BE_GREATER_OR_EQUAL_TO("mustBeGreaterOrEqualTo"),
  MUST_BE_LESS_THAN("mustBeLessThan"),
  MUST_BE_LESS_OR_EQUAL_TO("mustBeLessOrEqualTo"),
  MUST_BE_BETWEEN("mustBeBetween"),
  MUST_NOT_BE_BETWEEN("mustNotBeBetween");

  private final String spelling;

  Operator(String spelling) {
    this.spelling = spelling;
  }

  /** The spelling in JSON. */
  @Override
  public String toString() {
    return spelling;
  }
}
