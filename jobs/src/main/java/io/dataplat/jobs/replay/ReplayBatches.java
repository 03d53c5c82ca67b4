package io.dataplat.jobs.replay;

import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.RunScope;
import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import io.dataplat.jobs.run.ChangesSlices;
import io.dataplat.jobs.run.RunSlice;
import io.dataplat.jobs.run.RunSlices;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Decides what is computed again for the batches that a request is for: each batch by itself, or
 * the changes from the oldest of them on.
 */
final class ReplayBatches {

  private final JobPlan plan;
  private final ReplayRequest request;
  private final RejectedBatches rejected;
  private final PublishedBatches published;
  private final List<ReplayBatch> batches = new ArrayList<>();
  private final List<ReplayedBatch> untouched = new ArrayList<>();

  ReplayBatches(
      JobPlan plan, ReplayRequest request, RejectedBatches rejected, PublishedBatches published) {
    this.plan = plan;
    this.request = request;
    this.rejected = rejected;
    this.published = published;
    var wanted = rejected.wanted(request);
    if (ChangesSlices.input(plan).isPresent()) {
      changes(wanted);
    } else {
      wanted.forEach(this::add);
    }
  }

  /** The batches to compute, in the order of their times. */
  List<ReplayBatch> batches() {
    return batches.stream().sorted(Comparator.comparing(batch -> batch.asked().time())).toList();
  }

  /** Those that are left as they are, and why. */
  List<ReplayedBatch> untouched() {
    return List.copyOf(untouched);
  }

  private void add(String batch) {
    try {
      var slice = new BatchSlices(plan).of(batch);
      if (!rejected.open().contains(batch) && !request.isInside(slice)) {
        return;
      }
      published
          .newer(batch)
          .ifPresentOrElse(
              newer -> leave(batch, "replaced by " + newer, ExitCode.SUCCESS),
              () -> batches.add(batch(batch, List.of(batch), tick(slice), slice)));
    } catch (JobFailure failure) {
      leave(batch, refused(failure), failure.exitCode());
    }
  }

  // Changes are read once and in their order, so what is read anew takes the place of all since.
  private void changes(List<String> wanted) {
    if (request.isBounded() && !wanted.isEmpty()) {
      throw new JobFailure(
          ExitCode.BAD_ARGUMENTS,
          "no-interval",
          "the task reads changes, whose batches have no interval; leave out from and to");
    }
    var known = wanted.stream().filter(batch -> !published.since(batch).isEmpty()).toList();
    wanted.stream()
        .filter(batch -> !known.contains(batch))
        .forEach(batch -> leave(batch, forgotten(batch), ExitCode.STATE_REFUSED));
    known.stream()
        .max(Comparator.comparing(batch -> published.since(batch).size()))
        .ifPresent(oldest -> changesSince(oldest, known));
  }

  private String forgotten(String batch) {
    return "refused: unknown-place, no ledger remembers it; rewind to `%s` or `start`"
        .formatted(published.place(batch));
  }

  private void changesSince(String oldest, List<String> known) {
    if (rejected.open().isEmpty() && known.stream().allMatch(published::isOfThisPlan)) {
      known.forEach(batch -> leave(batch, "unchanged", ExitCode.SUCCESS));
      return;
    }
    var replaced =
        Stream.concat(Stream.of(oldest), published.since(oldest).stream()).distinct().toList();
    var scope = new RunScope.Rewind(request.tick(), published.place(oldest));
    var asked = new RunSlices(plan).of(new RunScope.Tick(request.tick())).get(0);
    batches.add(batch(oldest, replaced, scope, asked));
  }

  private ReplayBatch batch(String id, List<String> replaced, RunScope scope, RunSlice asked) {
    var rows = replaced.stream().flatMap(each -> rejected.rows(each).stream()).toList();
    return new ReplayBatch(id, replaced, scope, asked, rejected.snapshot(id), rows);
  }

  private void leave(String batch, String why, ExitCode code) {
    untouched.add(ReplayedBatch.untouched(batch, rejected.rows(batch), why, code));
  }

  private static RunScope tick(RunSlice slice) {
    return new RunScope.Tick(slice.tick());
  }

  static String refused(JobFailure failure) {
    return "refused: " + failure.rule();
  }
}
