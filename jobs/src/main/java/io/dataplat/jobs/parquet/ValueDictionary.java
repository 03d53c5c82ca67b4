package io.dataplat.jobs.parquet;

/** The different values of a row group's column, each with a number from 0. */
interface ValueDictionary {

  /** How many values it has. */
  int size();

  /** Its values in the plain encoding. */
  PlainBytes plain();

  /** The numbers of all values of the page; says no, if they would take too much room. */
  boolean find(int[] ids);

  /** Forgets all but the first values. */
  void cut(int to);

  /** Forgets all. */
  void clear();
}
