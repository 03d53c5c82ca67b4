package io.dataplat.jobs.input;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The fields of one CSV record after RFC 4180, or why it is none. */
final class CsvFields {

  /** One field: an unquoted empty one is null, a quoted empty one is the empty string. */
  record Field(String text, boolean quoted) {}

  private final CsvFormat format;
  private final String line;
  private final List<Field> fields = new ArrayList<>();
  private int at;

  private CsvFields(CsvFormat format, String line) {
    this.format = format;
    this.line = line;
  }

  /** Empty for a record that breaks the grammar: an open quote, or text beside a quoted field. */
  static Optional<List<Field>> parse(CsvFormat format, String line) {
    return new CsvFields(format, line).record();
  }

  private Optional<List<Field>> record() {
    while (true) {
      skipBlanks();
      var isQuoted = at < line.length() && line.charAt(at) == format.quote();
      if (!(isQuoted ? quoted() : plain())) {
        return Optional.empty();
      }
      if (at == line.length()) {
        return Optional.of(fields);
      }
      at++;
    }
  }

  private boolean plain() {
    var end = line.indexOf(format.delimiter(), at);
    var text = line.substring(at, end < 0 ? line.length() : end);
    at += text.length();
    fields.add(new Field(withoutBlanks(text), false));
    return text.indexOf(format.quote()) < 0;
  }

  private boolean quoted() {
    var text = new StringBuilder();
    at++;
    while (at < line.length()) {
      char c = line.charAt(at);
      if (isEscape(c)) {
        text.append(line.charAt(at + 1));
        at += 2;
      } else if (c == format.quote()) {
        at++;
        fields.add(new Field(text.toString(), true));
        skipBlanks();
        return at == line.length() || line.charAt(at) == format.delimiter();
      } else {
        text.append(c);
        at++;
      }
    }
    return false;
  }

  private void skipBlanks() {
    while (at < line.length() && format.isTrimmed(line.charAt(at))) {
      at++;
    }
  }

  private String withoutBlanks(String text) {
    int end = text.length();
    while (end > 0 && format.isTrimmed(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end);
  }

  private boolean isEscape(char c) {
    if (c != format.escape() || at + 1 >= line.length()) {
      return false;
    }
    return c != format.quote() || line.charAt(at + 1) == format.quote();
  }
}
