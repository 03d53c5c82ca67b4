package io.dataplat.compiler.check;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.NearNames;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.diagnostic.SourceSpan;
import io.dataplat.compiler.model.Sourced;
import io.dataplat.compiler.model.Storage;
import java.time.ZoneId;

/** Time zones by the names of regions, whose rules of summer time are known. */
final class TimezoneCheck implements Check {

  @Override
  public void check(CheckContext context, Diagnostics findings) {
    for (var pipeline : context.pipelines()) {
      check(pipeline.timezone(), pipeline.span(), findings);
    }
    for (var dataset : context.datasets()) {
      if (dataset.storage() instanceof Storage.Files files) {
        check(files.timezone(), files.span(), findings);
      }
    }
  }

  private static void check(Sourced<ZoneId> zone, SourceSpan enclosing, Diagnostics findings) {
    var id = zone.value().getId();
    if (!TimeZones.isRegion(id)) {
      var hint =
          NearNames.nearest(id, TimeZones.regions())
              .map(near -> "did you mean `" + near + "`?")
              .orElse("write a region such as `Europe/Zurich`, or `UTC`");
      findings
          .reporter(Rules.BAD_TIMEZONE)
          .at(zone.spanOr(enclosing), "`" + id + "` is no region of the time zone database", hint);
    }
  }
}
