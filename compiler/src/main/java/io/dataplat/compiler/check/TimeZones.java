package io.dataplat.compiler.check;

import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The regions of the time zone database, and UTC. */
public final class TimeZones {

  private static final Set<String> REGIONS = new TreeSet<>(List.of("UTC"));

  static {
    // The JDK adds zones of its own that no other tool knows.
    ZoneId.getAvailableZoneIds().stream()
        .filter(id -> id.contains("/") && !id.startsWith("SystemV/"))
        .forEach(REGIONS::add);
  }

  private TimeZones() {}

  public static boolean isRegion(String id) {
    return REGIONS.contains(id);
  }

  public static Set<String> regions() {
    return Collections.unmodifiableSet(REGIONS);
  }
}
