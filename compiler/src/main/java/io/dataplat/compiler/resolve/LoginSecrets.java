package io.dataplat.compiler.resolve;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.diagnostic.SourceSpan;
import io.dataplat.compiler.model.Connection.Credentials;
import io.dataplat.compiler.model.Connection.Place;
import io.dataplat.compiler.model.Sourced;
import java.util.List;
import java.util.stream.Stream;

/** Checks that a database or a key-value store has a secret with who logs in. */
record LoginSecrets(String connection, Fields spec, Diagnostics diagnostics) {

  private static final List<String> LOGIN = List.of("user", "password");

  void check(Place place, Credentials credentials) {
    var isDatabase = place instanceof Place.DatabaseServer;
    if ((isDatabase || place instanceof Place.Redis) && !hasLogin(credentials)) {
      diagnostics
          .reporter(isDatabase ? Rules.DATABASE_SECRET : Rules.KEY_VALUE_SECRET)
          .at(
              span(),
              "the %s of connection `%s` needs a secret with `user` and `password`"
                  .formatted(isDatabase ? "database" : "Redis", connection),
              "write `credentials: <secret>`, and `properties: [user, password]` at that secret");
    }
  }

  private static boolean hasLogin(Credentials credentials) {
    return credentials instanceof Credentials.SecretReference reference
        && reference.secret().properties().stream().map(Sourced::value).toList().containsAll(LOGIN);
  }

  private SourceSpan span() {
    return Stream.of("credentials", "postgresql", "mysql", "redis")
        .filter(spec::has)
        .map(spec::keySpan)
        .findFirst()
        .orElseThrow();
  }
}
