package io.dataplat.compiler.resolve;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.model.Connection.Credentials;
import io.dataplat.compiler.model.Connection.Place;
import io.dataplat.compiler.model.Sourced;
import java.util.List;

/** Checks that the secret of an object store has the one property that opens it. */
record StoreSecrets(String connection, Fields spec, Diagnostics diagnostics) {

  void check(Place place, Credentials credentials) {
    var wanted = properties(place);
    if (wanted.isEmpty() || !(credentials instanceof Credentials.SecretReference reference)) {
      return;
    }
    var given = reference.secret().properties().stream().map(Sourced::value).toList();
    if (given.size() != 1 || !wanted.containsAll(given)) {
      var listed = "`" + String.join("` or `", wanted) + "`";
      diagnostics
          .reporter(Rules.STORE_SECRET)
          .at(
              spec.keySpan("credentials"),
              "the secret of connection `%s` needs %s, and nothing else"
                  .formatted(connection, listed),
              "write `properties: [%s]` at that secret, or leave `credentials` out"
                  .formatted(wanted.get(0)));
    }
  }

  private static List<String> properties(Place place) {
    if (place instanceof Place.Gcs) {
      return List.of("serviceAccountKey");
    }
    return place instanceof Place.Azure ? List.of("accountKey", "sasToken") : List.of();
  }
}
