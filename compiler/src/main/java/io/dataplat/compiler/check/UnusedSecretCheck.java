package io.dataplat.compiler.check;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.diagnostic.SourceSpan;
import io.dataplat.compiler.model.Column;
import io.dataplat.compiler.model.Connection;
import io.dataplat.compiler.model.Environment;
import io.dataplat.compiler.model.Platform;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Each declared secret is used in at least one of the environments that have it. */
final class UnusedSecretCheck implements RepositoryCheck {

  @Override
  public void check(List<Platform> platforms, Diagnostics findings) {
    Map<SourceSpan, Environment.Secret> declared = new LinkedHashMap<>();
    Set<SourceSpan> used = new TreeSet<>();
    for (var platform : platforms) {
      var names = used(platform);
      for (var secret : platform.environment().secrets().values()) {
        declared.putIfAbsent(secret.span(), secret);
        if (names.contains(secret.name())) {
          used.add(secret.span());
        }
      }
    }
    declared.forEach(
        (span, secret) -> {
          if (!used.contains(span)) {
            findings
                .reporter(Rules.UNUSED_SECRET)
                .at(
                    span,
                    "no mask and no connection uses secret `" + secret.name() + "`",
                    "remove it");
          }
        });
  }

  private static Set<String> used(Platform platform) {
    var names = new TreeSet<String>();
    for (var connection : platform.connections()) {
      if (connection.credentials() instanceof Connection.Credentials.SecretReference reference) {
        names.add(reference.secret().name());
      }
    }
    for (var domain : platform.domains()) {
      domain.datasets().forEach(dataset -> addUsed(dataset.columns(), names));
    }
    return names;
  }

  private static void addUsed(List<Column> columns, Set<String> names) {
    for (var column : columns) {
      column
          .mask()
          .flatMap(Column.Mask::secret)
          .ifPresent(secret -> names.add(secret.value().name()));
      addUsed(column.fields(), names);
    }
  }
}
