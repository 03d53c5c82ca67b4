package io.dataplat.jobs.input;

import java.util.List;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Pattern;
import org.apache.spark.util.AccumulatorV2;

/**
 * The names of unknown fields that tasks have met. A sender may use values as names, so only a few
 * are kept, and only such as could be a column.
 */
final class UnknownNames extends AccumulatorV2<String, List<String>> {

  private static final long serialVersionUID = 1L;
  private static final int MOST_NAMES = 20;
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]{0,63}");

  // Heartbeats look at it while a task adds to it.
  private ConcurrentSkipListSet<String> names = new ConcurrentSkipListSet<>();

  @Override
  public boolean isZero() {
    return names.isEmpty();
  }

  @Override
  public UnknownNames copy() {
    var copy = new UnknownNames();
    copy.names = new ConcurrentSkipListSet<>(names);
    return copy;
  }

  @Override
  public void reset() {
    names = new ConcurrentSkipListSet<>();
  }

  @Override
  public void add(String name) {
    if (!names.contains(name) && names.size() < MOST_NAMES && PLAIN.matcher(name).matches()) {
      names.add(name);
    }
  }

  @Override
  public void merge(AccumulatorV2<String, List<String>> other) {
    other.value().forEach(this::add);
  }

  @Override
  public List<String> value() {
    return List.copyOf(names);
  }
}
