package io.dataplat.jobs.input;

import java.io.IOException;

/** Cuts a CSV file into records whose quoted fields may go over several lines. */
final class CsvCut implements LineRows.Cut {

  private enum State {
    FIELD_START,
    PLAIN,
    QUOTED,
    ESCAPED,
    // Behind a quote, which either ends the field or is doubled.
    QUOTE
  }

  private final byte delimiter;
  private final byte quote;
  private final byte escape;
  private final boolean trims;
  private State state = State.FIELD_START;

  private CsvCut(CsvFormat format) {
    this.delimiter = (byte) format.delimiter();
    this.quote = (byte) format.quote();
    this.escape = (byte) format.escape();
    this.trims = format.trim();
  }

  /** How the records of a format end. */
  static LineRows.Cut of(CsvFormat format) {
    return format.multiline() ? new CsvCut(format) : LineReader::next;
  }

  @Override
  public boolean next(LineReader lines) throws IOException {
    var isRecord = lines.next();
    state = State.FIELD_START;
    int read = 0;
    while (isRecord) {
      read(lines.bytes(), lines.from() + read, lines.to());
      read = lines.to() - lines.from();
      if (!isOpen() || !lines.join()) {
        return true;
      }
    }
    return false;
  }

  private boolean isOpen() {
    return state == State.QUOTED || state == State.ESCAPED;
  }

  private void read(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      state = after(bytes[i]);
    }
  }

  private State after(byte each) {
    return switch (state) {
      case FIELD_START -> atStart(each);
      case PLAIN -> each == delimiter ? State.FIELD_START : State.PLAIN;
      case QUOTED -> inQuotes(each);
      case ESCAPED -> State.QUOTED;
      case QUOTE ->
          each == quote && escape == quote
              ? State.QUOTED
              : each == delimiter ? State.FIELD_START : State.PLAIN;
    };
  }

  private State atStart(byte each) {
    if (each == quote) {
      return State.QUOTED;
    }
    return each == delimiter || (trims && (each == ' ' || each == '\t'))
        ? State.FIELD_START
        : State.PLAIN;
  }

  private State inQuotes(byte each) {
    if (each == quote) {
      return State.QUOTE;
    }
    return each == escape ? State.ESCAPED : State.QUOTED;
  }
}
