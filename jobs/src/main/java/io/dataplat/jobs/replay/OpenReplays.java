package io.dataplat.jobs.replay;

import io.dataplat.jobs.write.TargetTable;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The replays that have begun to publish, in properties of the quarantine table. Rejected rows are
 * published before the others, so a replay that dies between has taken its rows out of quarantine:
 * only these notes tell the next one that they are in no table yet.
 */
record OpenReplays(TargetTable table) {

  private static final String PREFIX = "dataplat.replay.";
  private static final String NEVER_WRITTEN = "none";

  /** The batches, each with the snapshot of the quarantine that has its rows, if it is kept. */
  Map<String, Optional<Long>> all() {
    var loaded = table.load();
    var open = new TreeMap<String, Optional<Long>>();
    loaded
        .properties()
        .forEach(
            (key, value) -> {
              if (key.startsWith(PREFIX)) {
                var snapshot =
                    Optional.of(value)
                        .filter(each -> !each.equals(NEVER_WRITTEN))
                        .map(Long::valueOf);
                open.put(
                    key.substring(PREFIX.length()),
                    snapshot.filter(id -> loaded.snapshot(id) != null));
              }
            });
    return open;
  }

  /** A batch is about to be published. */
  void begin(String batch, Optional<Long> snapshot) {
    table
        .load()
        .updateProperties()
        .set(PREFIX + batch, snapshot.map(String::valueOf).orElse(NEVER_WRITTEN))
        .commit();
  }

  /** A batch is published in all its tables, or in none. */
  void end(String batch) {
    var loaded = table.load();
    if (loaded.properties().containsKey(PREFIX + batch)) {
      loaded.updateProperties().remove(PREFIX + batch).commit();
    }
  }
}
