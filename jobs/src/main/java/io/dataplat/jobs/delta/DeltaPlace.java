package io.dataplat.jobs.delta;

import io.dataplat.jobs.JobFailure;
import io.dataplat.jobs.input.DeltaTable;
import io.dataplat.jobs.write.Ledger;
import io.dataplat.jobs.write.OutputPlace;
import io.dataplat.jobs.write.Stage;
import io.dataplat.jobs.write.StageRequest;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.delta.Snapshot;

/** A Delta table that an output is written into. */
public record DeltaPlace(DeltaTable table) implements OutputPlace {

  // Delta leaves folders alone whose names begin so.
  static final String OWN_FOLDER = "_dataplat";

  @Override
  public String name() {
    return table.name();
  }

  @Override
  public Optional<Long> head() {
    return Optional.of(table.newest().version());
  }

  @Override
  public Ledger ledger(String ledgerKey) {
    return ledger(table.newest(), ledgerKey);
  }

  /** The ledger that a version of a table has. */
  static Ledger ledger(Snapshot version, String ledgerKey) {
    return Ledger.parse(DeltaTable.properties(version).get(ledgerKey));
  }

  @Override
  public Optional<String> owner(String stage) {
    try (var note = files().open(note(stage))) {
      return Optional.of(new String(note.readAllBytes(), StandardCharsets.UTF_8));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Stage open(StageRequest request) {
    try (var note = files().create(note(request.name()), true)) {
      note.write(request.owner().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new DeltaStage(this, request);
  }

  /** Forgets who has staged. */
  void forget(String stage) {
    delete(note(stage));
  }

  /** Removes a file that is there or not. */
  void delete(Path file) {
    try {
      files().delete(file, false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path note(String stage) {
    var name = URLEncoder.encode(stage, StandardCharsets.UTF_8);
    return new Path(new Path(table.path(), OWN_FOLDER), name);
  }

  private FileSystem files() throws IOException {
    return table.path().getFileSystem(table.log().newDeltaHadoopConf());
  }

  @Override
  public JobFailure concurrentWriter() {
    return DeltaCommit.overtaken(table);
  }
}
