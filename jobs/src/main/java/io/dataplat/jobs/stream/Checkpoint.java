package io.dataplat.jobs.stream;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dataplat.jobplan.StreamState;
import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import io.dataplat.jobs.session.LocalPlaces;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** The folder where a query keeps its log and state, and where the job notes what they are for. */
final class Checkpoint {

  private static final String NOTE = "dataplat-state.json";
  private static final JsonMapper MAPPER = new JsonMapper();

  private final Path folder;
  private final FileSystem files;

  private Checkpoint(Path folder, FileSystem files) {
    this.folder = folder;
    this.files = files;
  }

  static Checkpoint of(StreamState state, LocalPlaces places, Configuration configuration) {
    // Spark renames within a checkpoint by an interface of Hadoop that knows S3A by this name only.
    var place = state.checkpoint().replaceFirst("^s3://", "s3a://");
    var folder = new Path(place.contains("://") ? place : places.files(place).toUri().toString());
    try {
      return new Checkpoint(folder, folder.getFileSystem(configuration));
    } catch (IOException | RuntimeException e) {
      throw new JobFailure(
          ExitCode.INPUT_REFUSED,
          "checkpoint-unreachable",
          "the checkpoint folder `%s` cannot be reached: %s"
              .formatted(place, e.getClass().getSimpleName()));
    }
  }

  String location() {
    return folder.toString();
  }

  /** The folder that all state versions of the task share. */
  Path shared() {
    return folder.getParent();
  }

  FileSystem files() {
    return files;
  }

  /** The query that the checkpoint belongs to; empty before its first start. */
  Optional<String> queryId() {
    return read(new Path(folder, "metadata"))
        .map(
            text -> {
              try {
                return MAPPER.readTree(text).path("id").asText();
              } catch (IOException e) {
                throw unreadable(e);
              }
            });
  }

  /** What the state is for, as the last start noted it. */
  Optional<StateNote> note() {
    return read(new Path(folder, NOTE))
        .map(
            text -> {
              try {
                return MAPPER.readValue(text, StateNote.class);
              } catch (IOException e) {
                throw unreadable(e);
              }
            });
  }

  void write(StateNote note) {
    try (var out = files.create(new Path(folder, NOTE), true)) {
      out.write(MAPPER.writeValueAsBytes(note));
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private Optional<String> read(Path file) {
    try {
      if (!files.exists(file)) {
        return Optional.empty();
      }
      try (var in = files.open(file)) {
        return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private UncheckedIOException unreadable(IOException e) {
    return new UncheckedIOException("the checkpoint " + folder, e);
  }
}
