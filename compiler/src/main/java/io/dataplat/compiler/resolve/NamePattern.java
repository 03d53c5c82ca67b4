package io.dataplat.compiler.resolve;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.diagnostic.SourceSpan;
import io.dataplat.compiler.model.Sourced;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What the patterns of physical names must hold so that two things never get one name. */
enum NamePattern {
  NAMESPACE("data-{domain}", false, "-"),
  TABLE("{domain}.{dataset}", true, "_"),
  TOPIC("{domain}.{dataset}", true, "-");

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\w*)}");
  private static final List<String> KNOWN = List.of("environment", "domain", "dataset");

  private final String builtIn;
  private final boolean ofDatasets;
  private final String wordSeparator;

  NamePattern(String builtIn, boolean ofDatasets, String wordSeparator) {
    this.builtIn = builtIn;
    this.ofDatasets = ofDatasets;
    this.wordSeparator = wordSeparator;
  }

  Sourced<String> read(Fields naming, String key, Diagnostics diagnostics) {
    var pattern = naming.text(key, builtIn);
    if (pattern.sources().isEmpty()) {
      return pattern;
    }
    var span = pattern.spanOr(naming.span());
    var needed = ofDatasets ? List.of("{domain}", "{dataset}") : List.of("{domain}");
    for (var placeholder : needed) {
      if (!pattern.value().contains(placeholder)) {
        report(diagnostics, span, "`%s` lacks `%s`".formatted(pattern.value(), placeholder));
      }
    }
    checkPlaceholders(pattern.value(), span, diagnostics);
    if (this == TABLE && !pattern.value().contains(".")) {
      report(diagnostics, span, "`%s` has no `.` before the table".formatted(pattern.value()));
    }
    return pattern;
  }

  /** Returns the physical name of a dataset. */
  String apply(String pattern, String environment, String domain, String dataset) {
    return pattern
        .replace("{environment}", environment.replace("_", wordSeparator))
        .replace("{domain}", domain.replace("_", wordSeparator))
        .replace("{dataset}", dataset.replace("_", wordSeparator));
  }

  private void checkPlaceholders(String pattern, SourceSpan span, Diagnostics diagnostics) {
    var matcher = PLACEHOLDER.matcher(pattern);
    var between = new ArrayList<String>();
    var end = -1;
    while (matcher.find()) {
      if (!KNOWN.contains(matcher.group(1))
          || (!ofDatasets && matcher.group(1).equals("dataset"))) {
        report(diagnostics, span, "`%s` is no placeholder here".formatted(matcher.group()));
      }
      if (end >= 0) {
        between.add(pattern.substring(end, matcher.start()));
      }
      end = matcher.end();
    }
    if (!between.stream().allMatch(this::keepsApart)) {
      var message = "`%s` can give two things one name".formatted(pattern);
      report(diagnostics, span, message);
    }
  }

  /** A name holds its word separator once at a time, so only other text ends it for certain. */
  private boolean keepsApart(String text) {
    return text.contains(wordSeparator + wordSeparator)
        || !text.replace(wordSeparator, "").replaceAll("[a-z0-9]", "").isEmpty();
  }

  private void report(Diagnostics diagnostics, SourceSpan span, String message) {
    diagnostics
        .reporter(Rules.BAD_PATTERN)
        .at(span, message, "for example `%s`".formatted(builtIn));
  }
}
