package io.dataplat.jobs.stream;

import io.dataplat.jobplan.StartFrom;
import io.dataplat.jobplan.StreamState;
import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import io.dataplat.jobs.run.OutputTarget;
import io.dataplat.jobs.write.StreamPosition;
import io.dataplat.jobs.write.TopicPosition;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Decides whether a stream may begin, and where: at its checkpoint, or where its tables end, or
 * where the plan says if it is new.
 *
 * @param remembers whether an operation keeps rows in its state, which only the checkpoint has
 * @param hasEpochs whether the checkpoint has planned a micro-batch
 * @param identities of each topic its identity
 */
record StreamStart(
    StreamState state,
    Checkpoint checkpoint,
    boolean remembers,
    boolean hasEpochs,
    Map<String, String> identities) {

  /** Refuses state that does not fit the plan, and notes what the state is for from now on. */
  void claim() {
    checkpoint
        .note()
        .ifPresent(
            note -> {
              if (!note.fingerprint().equals(state.stateFingerprint())
                  && !state.allowedChangesFrom().contains(note.fingerprint())) {
                throw refused(
                    "state-changed",
                    "the state of version "
                        + state.stateVersion()
                        + " is for another shape of the pipeline: give it a new `stateVersion`");
              }
              note.topics().forEach(this::checkIdentity);
            });
    checkpoint.write(new StateNote(state.stateVersion(), state.stateFingerprint(), identities));
  }

  private void checkIdentity(String topic, String known) {
    var now = identities.get(topic);
    if (now != null && !now.equals(known)) {
      throw refused(
          "topic-changed",
          "the topic `%s` is not the one that was read before: its offsets mean other records"
              .formatted(topic));
    }
  }

  /** Where the tables end; empty if nothing was published yet. */
  Optional<StreamPosition> end(List<OutputTarget> targets) {
    var positions =
        targets.stream()
            .map(target -> target.ledger().stream())
            .filter(Objects::nonNull)
            .filter(position -> !position.topics().isEmpty())
            .toList();
    if (positions.isEmpty()) {
      return Optional.empty();
    }
    var first = positions.get(0);
    if (!hasEpochs) {
      checkRecovery(first, positions);
    }
    return Optional.of(first);
  }

  private void checkRecovery(StreamPosition first, List<StreamPosition> positions) {
    if (remembers) {
      throw refused(
          "checkpoint-lost",
          "the tables have rows, and `%s` has no state: what it remembered cannot be made again"
              .formatted(state.checkpoint()));
    }
    if (!positions.stream().allMatch(each -> each.topics().equals(first.topics()))) {
      throw refused(
          "outputs-apart", "the checkpoint is lost, and the outputs end at different places");
    }
    first.topics().forEach((topic, position) -> checkIdentity(topic, position.id()));
  }

  /** The offsets at which a topic begins, in the form of Spark. */
  String offsets(
      String topic, StartFrom startFrom, Optional<StreamPosition> end, KafkaTopics brokers) {
    var position = end.map(each -> each.topics().get(topic));
    return position.isEmpty() || hasEpochs
        ? startFrom.toString()
        : EpochLog.text(topic, goOn(topic, position.get(), brokers));
  }

  // Partitions that came since begin at their first record.
  private static Map<Integer, Long> goOn(
      String topic, TopicPosition position, KafkaTopics brokers) {
    var offsets = new TreeMap<>(brokers.earliest(topic));
    var latest = brokers.latest(topic);
    var lost = 0L;
    for (var each : position.offsets().entrySet()) {
      var first = offsets.getOrDefault(each.getKey(), 0L);
      lost += Math.max(0, first - each.getValue());
      lost += Math.max(0, each.getValue() - latest.getOrDefault(each.getKey(), 0L));
      offsets.put(each.getKey(), each.getValue());
    }
    if (lost > 0) {
      throw refused(
          "data-loss",
          "the topic `" + topic + "` no longer has " + lost + " records that were not read");
    }
    return offsets;
  }

  private static JobFailure refused(String rule, String message) {
    return new JobFailure(ExitCode.STATE_REFUSED, rule, message);
  }
}
