package io.dataplat.jobs.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.Year;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A year of opening days and holidays, as the head office of the shops sends it. */
record CalendarFile(int year) {

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("dd.MM.uuuu", Locale.ROOT);
  private static final Map<MonthDay, String> HOLIDAYS =
      Map.of(
          MonthDay.of(1, 1), "New Year's Day",
          MonthDay.of(5, 1), "Labour Day",
          MonthDay.of(12, 25), "Christmas Day");

  void write(Path folder) throws IOException {
    var days =
        LocalDate.ofYearDay(year, 1)
            .datesUntil(LocalDate.ofYearDay(year, Year.of(year).length()).plusDays(1))
            .map(CalendarFile::line)
            .collect(Collectors.joining());
    Files.createDirectories(folder);
    Files.writeString(folder.resolve(year + ".csv"), "day;holiday;open\n" + days);
  }

  private static String line(LocalDate day) {
    var holiday = HOLIDAYS.getOrDefault(MonthDay.from(day), "");
    var isOpen = holiday.isEmpty() && day.getDayOfWeek() != DayOfWeek.SUNDAY;
    return "%s;%s;%s\n".formatted(DAY.format(day), holiday, isOpen);
  }
}
