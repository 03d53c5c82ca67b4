package io.dataplat.jobplan;

/** The type of a template parameter bound in SQL. */
public enum ParameterType {
  STRING("string"),
  INT("int"),
  BOOLEAN("boolean"),
  DURATION("duration"),
  DATE("date"),
  DATASET("dataset"),
  COLUMN("column"),
  IDENTIFIER("identifier"),
  SIZE("size"),
  CRON("cron");

  private final String spelling;

  ParameterType(String spelling) {
    this.spelling = spelling;
  }

  /** The spelling in JSON. */
  @Override
  public String toString() {
    return spelling;
  }
}
