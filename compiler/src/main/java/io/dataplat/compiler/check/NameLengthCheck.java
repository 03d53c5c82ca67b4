package io.dataplat.compiler.check;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.diagnostic.SourceSpan;
import io.dataplat.compiler.model.Domain;
import io.dataplat.compiler.model.Storage;

/** Names derived for clusters fit the limits of those who take them. */
final class NameLengthCheck implements Check {

  // 63 less the operator's suffix of 9 and `-driver`.
  private static final int MOST_OF_APPLICATION = 47;
  private static final int MOST_OF_OBJECT = 63;
  private static final int MOST_OF_TOPIC = 249;

  @Override
  public void check(CheckContext context, Diagnostics findings) {
    for (var place : context.flow().tasks()) {
      var application = object(place.pipeline().id().name()) + "--" + object(place.task().name());
      check("SparkApplication", application, MOST_OF_APPLICATION, place.task().span(), findings);
    }
    context.domains().forEach(domain -> check(context, domain, findings));
    for (var component : context.analysed().platform().components()) {
      var application = object(context.environment().name()) + "--" + object(component.name());
      check("Application", application, MOST_OF_OBJECT, component.span(), findings);
    }
    for (var dataset : context.datasets()) {
      if (dataset.storage() instanceof Storage.Topic topic) {
        var name = topic.name();
        check("topic", name.value(), MOST_OF_TOPIC, name.spanOr(topic.span()), findings);
      }
    }
  }

  private static void check(CheckContext context, Domain domain, Diagnostics findings) {
    var environment = context.environment();
    var project = object(environment.name()) + "--" + object(domain.name());
    check("AppProject", project, MOST_OF_OBJECT, domain.span(), findings);
    var namespace = environment.naming().namespace();
    check(
        "Namespace",
        environment.namespace(domain.name()),
        MOST_OF_OBJECT,
        namespace.spanOr(domain.span()),
        findings);
  }

  private static void check(
      String kind, String name, int most, SourceSpan span, Diagnostics findings) {
    if (name.length() > most) {
      var excess = name.length() - most;
      findings
          .reporter(Rules.NAME_TOO_LONG)
          .at(
              span,
              kind
                  + " `"
                  + name
                  + "` has "
                  + name.length()
                  + " characters, "
                  + excess
                  + " more than the "
                  + most
                  + " that fit",
              "shorten its parts by " + excess);
    }
  }

  private static String object(String identifier) {
    return identifier.replace('_', '-');
  }
}
