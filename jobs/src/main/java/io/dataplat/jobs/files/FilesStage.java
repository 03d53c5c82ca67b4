package io.dataplat.jobs.files;

import io.dataplat.jobplan.DataInterval;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import io.dataplat.jobs.input.FileSource;
import io.dataplat.jobs.manifest.Manifest;
import io.dataplat.jobs.manifest.ManifestFile;
import io.dataplat.jobs.manifest.StagedBatch;
import io.dataplat.jobs.write.Ledger;
import io.dataplat.jobs.write.Stage;
import io.dataplat.jobs.write.StageRequest;
import io.dataplat.jobs.write.Staged;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A batch in files that the manifest does not name yet: no reader of the manifest sees them before
 * it is replaced, and the ledger moves with it.
 */
final class FilesStage implements Stage {

  private final FilesPlace place;
  private final StageRequest request;
  private final StagedBatch attempt;
  private List<ManifestFile> written = List.of();
  private long version;

  private FilesStage(FilesPlace place, StageRequest request, StagedBatch attempt) {
    this.place = place;
    this.request = request;
    this.attempt = attempt;
  }

  static FilesStage of(FilesPlace place, StageRequest request) {
    var name = String.format(Locale.ROOT, "%016x", UUID.randomUUID().getMostSignificantBits());
    var files = place.pattern().fileAt(time(place, request), name + "-*");
    return new FilesStage(place, request, new StagedBatch(request.owner(), name, files));
  }

  private static ZonedDateTime time(FilesPlace place, StageRequest request) {
    return request
        .interval()
        .map(DataInterval::start)
        .orElseGet(request::time)
        .atZone(place.pattern().zone());
  }

  StagedBatch attempt() {
    return attempt;
  }

  @Override
  public Staged stage(Dataset<Row> rows) {
    var now = place.manifest().read();
    expectUnchanged(now, request.ledgerKey(), request.ledger());
    version = now.version() + 1;
    checkRest(rest(now));
    checkLayout(now);
    written =
        new FileWriter(request.session(), place.dataset())
            .write(rows, place.store().root() + "/" + attempt.files()).stream()
                .map(this::named)
                .toList();
    var accepted = written.stream().mapToLong(ManifestFile::rows).sum();
    return new Staged(
        accepted, Map.of("inserted", accepted), this::rows, List.of(), Optional.empty());
  }

  private ManifestFile named(FileTask.Written file) {
    var below = place.pattern().folder().length() + 1;
    var path = attempt.files().replace("*", file.name()).substring(below);
    return ManifestFile.of(
        path, file.rows(), file.bytes(), request.batch().value(), request.interval());
  }

  // An audit reads the files as everybody will.
  private Dataset<Row> rows() {
    return new FileSource(request.session(), place.dataset()).rows(place.files().of(written));
  }

  private List<ManifestFile> rest(Manifest now) {
    return switch (request.write().mode()) {
      case OVERWRITE -> List.of();
      case APPEND -> without(now, file -> file.batch().equals(request.batch().value()));
      case OVERWRITE_INTERVAL -> without(now, file -> file.isWithin(interval()));
      default ->
          throw new IllegalStateException(
              "a plan that was judged writes no `" + request.write().mode() + "` into files");
    };
  }

  private static List<ManifestFile> without(Manifest now, Predicate<ManifestFile> isReplaced) {
    return now.files().stream().filter(isReplaced.negate()).toList();
  }

  private DataInterval interval() {
    return request.interval().orElseThrow();
  }

  // A file is replaced as a whole or not at all.
  private void checkRest(List<ManifestFile> rest) {
    if (request.write().mode() != WriteMode.OVERWRITE_INTERVAL) {
      return;
    }
    rest.stream()
        .filter(file -> file.mayHave(interval()))
        .findFirst()
        .ifPresent(
            file -> {
              throw refused(
                  "interval-splits-file",
                  "the file `%s` of `%s` has rows of this interval and of others, as the intervals were others when it was written; run `overwrite` once, or take another path"
                      .formatted(file.path(), place.dataset().id()));
            });
  }

  private void checkLayout(Manifest now) {
    if (!rest(now).isEmpty() && !now.layout().equals(FilesLayout.of(place.dataset()))) {
      throw refused(
          "incompatible-contract-change",
          "the files of `%s` were written with other columns, types or settings, and this run keeps some of them; run `overwrite` once, or take another path"
              .formatted(place.dataset().id()));
    }
  }

  private static JobFailure refused(String rule, String message) {
    return new JobFailure(ExitCode.STATE_REFUSED, rule, message);
  }

  private void expectUnchanged(Manifest now, String key, Ledger seen) {
    var isMine = now.attempt(request.name()).filter(attempt::equals).isPresent();
    if (!isMine || !now.ledger(key).equals(seen)) {
      throw place.concurrentWriter();
    }
  }

  @Override
  public void publish(String key, Ledger ledger, Ledger seen) {
    place
        .manifest()
        .update(
            now -> {
              expectUnchanged(now, key, seen);
              place.removeEarlier(now);
              var next = Stream.concat(rest(now).stream(), written.stream()).toList();
              return now.end(request.name(), attempt)
                  .publish(FilesLayout.of(place.dataset()), next, key, ledger);
            });
  }

  // What is staged is removed once nobody can publish it any more.
  @Override
  public void drop() {}

  @Override
  public void clean() {
    var now = place.manifest().update(each -> each.end(request.name(), attempt));
    place.remove(attempt, now);
  }

  @Override
  public long snapshot() {
    return version;
  }

  @Override
  public long sequenceNumber() {
    return version;
  }
}
