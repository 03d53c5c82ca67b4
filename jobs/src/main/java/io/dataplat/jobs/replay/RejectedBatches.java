package io.dataplat.jobs.replay;

import io.dataplat.jobs.write.TargetTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The batches that have rejected rows, with the snapshot of the quarantine that has them.
 *
 * @param all their rows by batch
 * @param snapshots of each batch; none for a table that was never written
 * @param open those whose replay began to publish and never ended
 */
record RejectedBatches(
    Map<String, List<RejectedRows>> all, Map<String, Optional<Long>> snapshots, List<String> open) {

  static RejectedBatches of(QuarantinedRows rows, OpenReplays replays) {
    var head = TargetTable.head(rows.table().load());
    var all = byBatch(rows.all(head));
    var snapshots = new LinkedHashMap<String, Optional<Long>>();
    all.keySet().forEach(batch -> snapshots.put(batch, head));
    var open = replays.all();
    open.forEach(
        (batch, snapshot) -> {
          snapshots.put(batch, snapshot.or(() -> head));
          var before = snapshot.map(id -> byBatch(rows.all(Optional.of(id))).get(batch));
          all.put(batch, before.orElseGet(() -> all.getOrDefault(batch, List.of())));
        });
    return new RejectedBatches(all, snapshots, List.copyOf(open.keySet()));
  }

  private static Map<String, List<RejectedRows>> byBatch(List<RejectedRows> rows) {
    var batches = new TreeMap<String, List<RejectedRows>>();
    rows.forEach(each -> batches.computeIfAbsent(each.batch(), id -> new ArrayList<>()).add(each));
    return batches;
  }

  /** The batches that a request is for; what was begun is ended, whatever is asked. */
  List<String> wanted(ReplayRequest request) {
    return all.keySet().stream()
        .filter(batch -> open.contains(batch) || rows(batch).stream().anyMatch(request::wants))
        .toList();
  }

  List<RejectedRows> rows(String batch) {
    return all.getOrDefault(batch, List.of());
  }

  Optional<Long> snapshot(String batch) {
    return snapshots.getOrDefault(batch, Optional.empty());
  }

  /** The names of all rules that rows were rejected for. */
  List<String> rules() {
    return all.values().stream()
        .flatMap(List::stream)
        .flatMap(each -> each.rules().stream())
        .distinct()
        .sorted()
        .toList();
  }
}
