package io.dataplat.jobs;

import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.SparkThrowable;

/** The chain of causes of an error, which need not end: Java lets errors cause each other. */
public final class Causes {

  private static final int DEEPEST = 20;

  private Causes() {}

  /** An error and what caused it, the outermost first. */
  public static Stream<Throwable> of(Throwable error) {
    return Stream.iterate(error, Objects::nonNull, Throwable::getCause).limit(DEEPEST);
  }

  /** The outermost error of a type. */
  public static <T extends Throwable> Optional<T> first(Throwable error, Class<T> type) {
    return of(error).filter(type::isInstance).map(type::cast).findFirst();
  }

  /** What Spark calls the errors that it has a name for, the outermost first. */
  public static Stream<String> conditions(Throwable error) {
    return of(error).flatMap(each -> condition(each).stream());
  }

  static Optional<String> condition(Throwable error) {
    return error instanceof SparkThrowable known
        ? Optional.ofNullable(known.getCondition())
        : Optional.empty();
  }
}
