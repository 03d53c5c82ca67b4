package io.dataplat.compiler.structure;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a pattern cannot say about a scalar; a text that holds a reference is not looked at. */
enum ScalarForm {
  DATE("date"),
  TIMEZONE("timezone"),
  COLUMN_TYPE("column-type"),
  URL("url");

  private static final int GREATEST_PORT = 65_535;

  private static final List<String> CONTINENTS =
      List.of(
          "Africa",
          "America",
          "Antarctica",
          "Arctic",
          "Asia",
          "Atlantic",
          "Australia",
          "Europe",
          "Indian",
          "Pacific");

  private final String id;

  ScalarForm(String id) {
    this.id = id;
  }

  static ScalarForm named(String id) {
    return Arrays.stream(values()).filter(form -> form.id.equals(id)).findFirst().orElseThrow();
  }

  boolean fits(String text) {
    return text.contains("${")
        || switch (this) {
          case DATE -> isDate(text);
          case TIMEZONE -> isZone(text);
          case COLUMN_TYPE -> ColumnTypeForm.fits(text);
          case URL -> isUrl(text);
        };
  }

  /** The time zones that a document may name. */
  static Set<String> zones() {
    return ZoneId.getAvailableZoneIds().stream()
        .filter(ScalarForm::isZone)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static boolean isDate(String text) {
    try {
      LocalDate.parse(text);
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static boolean isUrl(String text) {
    try {
      var url = new URI(text);
      return url.getHost() != null && url.getPort() <= GREATEST_PORT && url.getPort() != 0;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  // Regions only: an abbreviation such as CET is a place's rule of some year, or no rule at all.
  private static boolean isZone(String text) {
    int slash = text.indexOf('/');
    if (slash < 0 || !CONTINENTS.contains(text.substring(0, slash))) {
      return text.equals("UTC");
    }
    try {
      ZoneId.of(text);
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }
}
