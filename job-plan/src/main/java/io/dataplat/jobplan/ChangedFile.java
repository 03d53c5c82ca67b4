package io.dataplat.jobplan;

/** What happens to a known path with new content. */
public enum ChangedFile {
  FAIL("fail"),
  RELOAD("reload");

  private final String spelling;

  ChangedFile(String spelling) {
    this.spelling = spelling;
  }

  /** The spelling in JSON. */
  @Override
  public String toString() {
    return spelling;
  }
}
