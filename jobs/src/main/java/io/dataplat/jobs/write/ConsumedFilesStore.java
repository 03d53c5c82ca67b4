package io.dataplat.jobs.write;

import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Set;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.NotFoundException;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.SupportsPrefixOperations;

/**
 * The lists of files that an output has read, in a folder of its table that no clean-up of orphan
 * files looks into, as it begins with an underscore.
 */
public record ConsumedFilesStore(Table table, String ledgerKey) {

  private static final String ENDING = ".json.gz";

  // What a killed run has left; one that still runs is younger.
  private static final Duration LEFT_OVER = Duration.ofDays(7);

  private String folder() {
    return table.location() + "/_dataplat/" + ledgerKey + "/";
  }

  private String path(String name) {
    return folder() + name + ENDING;
  }

  /** The list that a ledger names. */
  public ConsumedFiles read(String name) {
    if (name.equals(ChangesPosition.START)) {
      return ConsumedFiles.NONE;
    }
    try (var in = table.io().newInputFile(path(name)).newStream()) {
      return ConsumedFiles.parse(name, in.readAllBytes());
    } catch (NotFoundException | IOException | IllegalArgumentException e) {
      throw new JobFailure(
          ExitCode.STATE_REFUSED,
          "state-expired",
          "the list `%s` of the files that `%s` has read is gone or damaged; rewind"
              .formatted(path(name), ledgerKey));
    }
  }

  /** Writes a list; nobody reads it until a ledger names it. */
  public void write(ConsumedFiles list) {
    try (var out = table.io().newOutputFile(path(list.name())).createOrOverwrite()) {
      out.write(list.compressed());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Removes the lists that no ledger names any more. */
  public void retain(Set<String> names, String outdated) {
    if (!names.contains(outdated) && !outdated.equals(ChangesPosition.START)) {
      table.io().deleteFile(path(outdated));
    }
    if (table.io() instanceof SupportsPrefixOperations io) {
      removeLeftOvers(io, table.io(), names);
    }
  }

  private void removeLeftOvers(SupportsPrefixOperations listing, FileIO io, Set<String> names) {
    var before = Instant.now().minus(LEFT_OVER).toEpochMilli();
    var old = new ArrayList<String>();
    listing
        .listPrefix(folder())
        .forEach(
            file -> {
              if (file.createdAtMillis() < before
                  && names.stream().noneMatch(name -> file.location().endsWith(name + ENDING))) {
                old.add(file.location());
              }
            });
    old.forEach(io::deleteFile);
  }
}
