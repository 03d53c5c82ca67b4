package io.dataplat.jobs.files;

import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import io.dataplat.jobs.input.FilePattern;
import io.dataplat.jobs.input.ObjectStore;
import io.dataplat.jobs.input.SourceFile;
import io.dataplat.jobs.input.WrittenFiles;
import io.dataplat.jobs.manifest.Manifest;
import io.dataplat.jobs.manifest.ManifestFile;
import io.dataplat.jobs.manifest.ManifestStore;
import io.dataplat.jobs.manifest.StagedBatch;
import io.dataplat.jobs.session.LocalPlaces;
import io.dataplat.jobs.session.RefusedStore;
import io.dataplat.jobs.write.Ledger;
import io.dataplat.jobs.write.OutputPlace;
import io.dataplat.jobs.write.Stage;
import io.dataplat.jobs.write.StageRequest;
import java.io.IOException;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** The files of a dataset that an output is written into. */
public record FilesPlace(WrittenFiles files, ManifestStore manifest) implements OutputPlace {

  /** The files of an output; nothing if it is none. */
  public static Optional<FilesPlace> of(
      SparkSession session, JobPlan plan, LocalPlaces places, DatasetContract dataset) {
    if (!WrittenFiles.holds(dataset)) {
      return Optional.empty();
    }
    var store =
        ObjectStore.of(
            plan.connection(dataset.connection()).orElseThrow(),
            places,
            session.sparkContext().hadoopConfiguration());
    var pattern =
        new FilePattern(
            dataset.location().path().orElseThrow(), ZoneId.of(dataset.timezone().orElse("UTC")));
    var files = new WrittenFiles(dataset, store, pattern);
    return Optional.of(new FilesPlace(files, files.manifest()));
  }

  DatasetContract dataset() {
    return files.dataset();
  }

  FilePattern pattern() {
    return files.pattern();
  }

  ObjectStore store() {
    return files.store();
  }

  /** The files that are the dataset now. */
  public List<SourceFile> current() {
    return files.of(manifest.read(), Optional.empty());
  }

  @Override
  public String name() {
    return dataset().connection() + "/" + pattern().folder() + "/" + ManifestStore.NAME;
  }

  @Override
  public Optional<Long> head() {
    return Optional.of(manifest.read().version());
  }

  @Override
  public Ledger ledger(String ledgerKey) {
    return manifest.read().ledger(ledgerKey);
  }

  @Override
  public Published published(String ledgerKey, String batchId) {
    var now = manifest.read();
    var ledger = now.ledger(ledgerKey);
    var own = now.of(batchId);
    return new Published(
        ledger,
        ledger.find(batchId),
        Map.of(
            "added-data-files",
            String.valueOf(own.size()),
            "added-files-size",
            String.valueOf(own.stream().mapToLong(ManifestFile::bytes).sum())));
  }

  @Override
  public Optional<String> owner(String stage) {
    return manifest.read().attempt(stage).map(StagedBatch::owner);
  }

  // Once the manifest names another attempt, the one before cannot publish any more.
  @Override
  public Stage open(StageRequest request) {
    var stage = FilesStage.of(this, request);
    var before = manifest.read().attempt(request.name());
    var now =
        manifest.update(
            each -> {
              if (!each.attempt(request.name()).equals(before)) {
                throw concurrentWriter();
              }
              return each.begin(request.name(), stage.attempt());
            });
    before.ifPresent(attempt -> remove(attempt, now));
    return stage;
  }

  /** Removes the files of an attempt that are in no state that anybody may be reading. */
  void remove(StagedBatch attempt, Manifest now) {
    var named = now.files().stream().map(ManifestFile::path);
    var kept =
        Stream.concat(named, now.earlier().stream()).map(files::path).collect(Collectors.toSet());
    remove(
        store().list(List.of(attempt.files())).stream()
            .map(SourceFile::path)
            .filter(path -> !kept.contains(path))
            .toList());
  }

  /** Removes the files that the state before the last had, which readers had the time to read. */
  void removeEarlier(Manifest now) {
    remove(now.earlier().stream().map(files::path).toList());
  }

  private void remove(List<String> paths) {
    paths.forEach(this::expectBelow);
    try {
      var system = store().root().getFileSystem(store().configuration());
      for (var path : paths) {
        system.delete(new Path(store().root() + "/" + path), false);
      }
    } catch (IOException e) {
      throw RefusedStore.of(store().root(), e);
    }
  }

  // Others may write into the bucket, too; what they name is not removed elsewhere for them.
  private void expectBelow(String path) {
    var isBelow = path.startsWith(pattern().folder() + "/");
    if (!isBelow || List.of(path.split("/")).contains("..")) {
      throw new JobFailure(
          ExitCode.STATE_REFUSED,
          "manifest-unreadable",
          "the manifest of `" + dataset().id() + "` names files outside of its folder");
    }
  }

  @Override
  public JobFailure concurrentWriter() {
    return manifest.overtaken();
  }
}
