package io.dataplat.compiler.check;

import io.dataplat.compiler.model.Environment;

/** The namespace of a domain in an environment. */
final class Namespaces {

  private Namespaces() {}

  static String of(Environment environment, String domain) {
    return environment
        .naming()
        .namespace()
        .value()
        .replace("{environment}", environment.name())
        .replace("{domain}", domain)
        .replace('_', '-');
  }
}
