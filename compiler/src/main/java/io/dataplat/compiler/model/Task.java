package io.dataplat.compiler.model;

import io.dataplat.compiler.diagnostic.Located;
import io.dataplat.compiler.diagnostic.SourceSpan;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The unit of everything that runs: one Spark application, one job plan, one retry.
 *
 * @param references what the expectations of the outputs compare values with
 * @param ofOtherMode the fields that only tasks of the other mode have, at their keys
 */
public record Task(
    String name,
    SourceSpan span,
    List<Input> inputs,
    List<Step> steps,
    List<Output> outputs,
    List<Reference> references,
    List<Sourced<String>> after,
    TaskRuntime runtime,
    Sourced<Integer> retries,
    Sourced<Duration> retryDelay,
    Sourced<Duration> timeout,
    List<Located<String>> ofOtherMode) {
  public Task {
    inputs = List.copyOf(inputs);
    steps = List.copyOf(steps);
    outputs = List.copyOf(outputs);
    references = List.copyOf(references);
    after = List.copyOf(after);
    ofOtherMode = List.copyOf(ofOtherMode);
  }

  /** A dataset that a task reads under an alias. */
  public record Input(
      String alias,
      SourceSpan span,
      Sourced<Dataset> dataset,
      Sourced<Read> read,
      Sourced<Missing> missing,
      Sourced<StartFrom> startFrom,
      Optional<Sourced<Duration>> watermark,
      Sourced<Duration> settle,
      Sourced<Changed> changed,
      Optional<Jdbc> jdbc,
      Optional<Changes> changes) {}

  /**
   * How new rows of a table of a database are found.
   *
   * @param column grows from row to row
   */
  public record Changes(
      SourceSpan span,
      Sourced<String> column,
      Sourced<Duration> settle,
      Optional<Sourced<Duration>> overlap) {}

  /** How a table of a database is read by several connections. */
  public record Jdbc(
      SourceSpan span,
      Optional<Sourced<String>> partitionColumn,
      Optional<Sourced<Integer>> partitions,
      Sourced<Consistency> consistency) {}

  /** What the connections that read a table of a database have in common. */
  public enum Consistency {
    SNAPSHOT,
    NONE
  }

  /** What of a dataset is read. */
  public enum Read {
    FULL,
    INTERVAL,
    CHANGES,
    STREAM
  }

  /** What no file at all means. */
  public enum Missing {
    FAIL,
    EMPTY
  }

  /** What a file means that was read and has another content now. */
  public enum Changed {
    FAIL,
    RELOAD
  }

  /** Where a new stream begins. */
  public enum StartFrom {
    EARLIEST,
    LATEST
  }

  /** A view inside a task. */
  public sealed interface Step {
    String name();

    SourceSpan span();

    /** One SELECT over inputs and other steps. */
    record Sql(String name, SourceSpan span, SqlText sql) implements Step {}

    /** One row for each key. */
    record Deduplicate(
        String name,
        SourceSpan span,
        Sourced<String> from,
        List<Sourced<String>> keys,
        Optional<Keep> keep,
        Optional<Sourced<Duration>> within,
        Sourced<NullKeys> nullKeys)
        implements Step {
      public Deduplicate {
        keys = List.copyOf(keys);
      }
    }

    /**
     * Columns of the one row of another relation that a key names.
     *
     * @param at the column with the time at which a version held, or {@link #CURRENT}
     */
    record Lookup(
        String name,
        SourceSpan span,
        Sourced<String> from,
        Sourced<String> in,
        List<Named> on,
        Optional<Sourced<String>> at,
        List<Named> add,
        Sourced<MissingMember> missing)
        implements Step {
      public Lookup {
        on = List.copyOf(on);
        add = List.copyOf(add);
      }

      /** Whether the version that holds is looked up. */
      public boolean isOfCurrent() {
        return at.filter(time -> time.value().equals(CURRENT)).isPresent();
      }
    }
  }

  /** A column beside the name that it has, or finds, on the other side of a lookup. */
  public record Named(Located<String> name, Sourced<String> column) {}

  /** What becomes of a row whose key a lookup does not find. */
  public enum MissingMember {
    KEEP,
    DROP,
    UNKNOWN,
    INFERRED
  }

  /** What a deduplication does with rows that have no key. */
  public enum NullKeys {
    FAIL,
    KEEP,
    DROP
  }

  /** Which row of a key stays: the greatest or the least of a column. */
  public record Keep(boolean latest, Sourced<String> column) {}

  /** A dataset that a task writes. */
  public record Output(
      String name, SourceSpan span, Sourced<Dataset> dataset, Sourced<String> from, Write write) {

    /** Whether the rows only name keys to delete, beside the task that writes the dataset. */
    public boolean isDeletion() {
      return write.mode().value() == WriteMode.DELETE;
    }
  }

  /** A dataset whose values a column of an output takes, where the expectation names the column. */
  public record Reference(SourceSpan span, Output output, Column column, Dataset dataset) {}

  /**
   * How rows reach a table.
   *
   * @param effectiveFrom the column with the time from which a version holds, or {@code run}
   * @param track the columns whose change makes a new version; empty if nothing is said
   * @param maxRemoved the share of the rows, in percent, that a run may remove
   */
  public record Write(
      SourceSpan span,
      Sourced<WriteMode> mode,
      Optional<Sourced<String>> sequenceBy,
      Optional<Sourced<String>> effectiveFrom,
      List<Sourced<String>> track,
      Optional<Sourced<LateChanges>> late,
      Optional<Sourced<AbsentKeys>> absent,
      Optional<Sourced<BigDecimal>> maxRemoved,
      Optional<Deletes> deletes) {
    public Write {
      track = List.copyOf(track);
    }

    /** Whether a version holds from the time that the run stands for. */
    public boolean isEffectiveFromRun() {
      return effectiveFrom.filter(from -> from.value().equals(RUN)).isPresent();
    }

    /** Whether runs of different intervals may be written in any order (semantics 1.9). */
    public boolean commutes() {
      return switch (mode.value()) {
        case APPEND, OVERWRITE_INTERVAL, UPSERT, SCD1, DELETE -> true;
        case OVERWRITE, OVERWRITE_GROUPS, SNAPSHOT -> false;
        case SCD2 -> late.filter(each -> each.value() == LateChanges.INSERT).isPresent();
      };
    }
  }

  /** The version of a history that holds. */
  public static final String CURRENT = "current";

  /** A version holds from the time that the run stands for. */
  public static final String RUN = "run";

  /** How an output changes its table. */
  public enum WriteMode {
    APPEND,
    OVERWRITE,
    OVERWRITE_INTERVAL,
    OVERWRITE_GROUPS,
    UPSERT,
    SCD1,
    SCD2,
    SNAPSHOT,
    DELETE
  }

  /**
   * Which rows mean that their key is gone.
   *
   * @param when a condition on the rows that the output takes; absent if only other tasks delete
   */
  public record Deletes(
      SourceSpan span, Optional<Sourced<String>> when, Sourced<Duration> keepTombstones) {

    /** How long a deleted key is remembered, unless something else is said. */
    public static final Duration KEPT = Duration.ofDays(30);
  }

  /** What a history does with a change that is older than what it has seen of the key. */
  public enum LateChanges {
    INSERT,
    QUARANTINE
  }

  /** What becomes of a key that a complete source no longer has. */
  public enum AbsentKeys {
    KEEP,
    END,
    DELETE
  }
}
