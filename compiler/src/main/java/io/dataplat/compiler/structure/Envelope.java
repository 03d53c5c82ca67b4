package io.dataplat.compiler.structure;

import io.dataplat.compiler.diagnostic.Diagnostic;
import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.NearNames;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.yaml.ScalarType;
import io.dataplat.compiler.yaml.YamlMapping;
import io.dataplat.compiler.yaml.YamlNode;
import io.dataplat.compiler.yaml.YamlScalar;
import java.util.List;
import java.util.Optional;

/** What must be known of a document before anything in it can be judged: version and kind. */
record Envelope(YamlNode document, LanguageSchemas schemas) {

  private static final String API_VERSION = "dataplat.io/v1";

  /** The kind of the document, unless a finding says why it cannot be judged. */
  Optional<String> kind(Diagnostics diagnostics) {
    Optional<Diagnostic> finding = finding();
    finding.ifPresent(diagnostics::add);
    return finding.isPresent() ? Optional.empty() : text("kind");
  }

  private Optional<Diagnostic> finding() {
    if (!(document instanceof YamlMapping mapping)) {
      return Optional.of(noMapping());
    }
    Optional<String> version = text("apiVersion");
    if (version.isPresent() && !version.get().equals(API_VERSION)) {
      return Optional.of(unknownVersion(mapping, version.get()));
    }
    Optional<YamlNode> kind = mapping.find("kind");
    return kind.isEmpty() ? Optional.of(missingKind()) : kind.flatMap(this::unusable);
  }

  private Optional<Diagnostic> unusable(YamlNode kind) {
    List<String> known = schemas.availableKinds();
    String name = text("kind").orElse("");
    if (known.contains(name)) {
      return Optional.empty();
    }
    if (schemas.reservedKinds().contains(name)) {
      String available = "; available now: " + String.join(", ", known);
      String message = Quoted.of("kind: " + name) + " is not supported yet" + available;
      return Optional.of(new Diagnostic(Rules.NOT_SUPPORTED_YET, kind.span(), message));
    }
    String oneOf = "write one of " + Quoted.all(known);
    if (text("kind").isEmpty()) {
      String message = "`kind` takes text, but is " + TypeWording.given(kind);
      return Optional.of(new Diagnostic(Rules.WRONG_TYPE, kind.span(), message, oneOf));
    }
    Optional<String> near = NearNames.nearest(name, known);
    String hint = near.map(better -> "did you mean " + Quoted.of(better) + "?").orElse(oneOf);
    String message = "`kind` does not know the value " + Quoted.of(name);
    return Optional.of(new Diagnostic(Rules.BAD_ENUM_VALUE, kind.span(), message, hint));
  }

  private Diagnostic noMapping() {
    return new Diagnostic(
        Rules.WRONG_TYPE,
        new Source(document).owner(List.of()),
        "a document is a mapping of `apiVersion`, `kind`, `metadata` and `spec`");
  }

  private Diagnostic missingKind() {
    return new Diagnostic(
        Rules.MISSING_FIELD,
        new Source(document).owner(List.of()),
        "the field `kind` is missing",
        "write one of " + Quoted.all(schemas.availableKinds()));
  }

  private static Diagnostic unknownVersion(YamlMapping mapping, String version) {
    return new Diagnostic(
        Rules.UNKNOWN_API_VERSION,
        mapping.find("apiVersion").orElseThrow().span(),
        "this compiler does not read the apiVersion " + Quoted.of(version),
        "write " + Quoted.of(API_VERSION));
  }

  private Optional<String> text(String field) {
    return document instanceof YamlMapping mapping
        ? mapping.find(field).flatMap(Envelope::text)
        : Optional.empty();
  }

  private static Optional<String> text(YamlNode node) {
    return node instanceof YamlScalar scalar && scalar.type() == ScalarType.STRING
        ? Optional.of(scalar.text())
        : Optional.empty();
  }
}
