package io.dataplat.jobs.input;

import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.delta.actions.RemoveFile;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;

/**
 * What the commits of a Delta table after one version, up to another, have appended. Commits that
 * put rows into other files say so, and bring nothing.
 */
record DeltaAppends(DeltaTable table, String alias, long from, long to) {

  /** The files with the rows; fails where they are not all, or not only, appended rows. */
  List<AddFile> files() {
    if (from == to) {
      return List.of();
    }
    var added = new ArrayList<AddFile>();
    var gone = new LinkedHashSet<String>();
    long next = from + 1;
    var commits = CollectionConverters.asJava(table.log().getChanges(next, Option.empty(), false));
    while (commits.hasNext()) {
      var commit = commits.next();
      if ((Long) commit._1() != next) {
        throw withoutVersion(next);
      }
      add(next, CollectionConverters.asJava(commit._2()), added, gone);
      next++;
    }
    if (next <= to) {
      throw withoutVersion(next);
    }
    added.stream().filter(file -> gone.contains(file.path())).forEach(this::expectFile);
    return List.copyOf(added);
  }

  private JobFailure withoutVersion(long version) {
    return expired("no longer has the version " + version);
  }

  private void add(long version, List<Action> actions, List<AddFile> added, Set<String> gone) {
    for (var action : actions) {
      if (action instanceof RemoveFile file) {
        if (file.dataChange() && version <= to) {
          throw notOnlyAppended(version);
        }
        gone.add(file.path());
      } else if (action instanceof AddFile file && file.dataChange() && version <= to) {
        added.add(file);
      }
    }
  }

  // Files that are no longer of the table are kept for a while only.
  private void expectFile(AddFile file) {
    var path = file.absolutePath(table.log());
    try {
      var files = path.getFileSystem(table.session().sessionState().newHadoopConf());
      if (!files.exists(path)) {
        throw expired("no longer has a file that came after the version " + from);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JobFailure expired(String what) {
    return DeltaChanges.refused(table, alias, "state-expired", what);
  }

  private JobFailure notOnlyAppended(long version) {
    return new JobFailure(
        ExitCode.INPUT_REFUSED,
        "not-append-only",
        ("the version %s of the table %s removes rows, so its changes are not only appended rows,"
                + " as `read: changes` of the input `%s` needs; run with `--rewind-to start` to"
                + " read the table anew")
            .formatted(version, table.name(), alias));
  }
}
