package io.dataplat.compiler.structure;

import io.dataplat.compiler.diagnostic.Diagnostic;
import io.dataplat.compiler.diagnostic.NearNames;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.diagnostic.SourceSpan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Findings about fields that are there, and should not be, or the other way round. */
final class FieldWording {

  private final CheckedDocument document;

  FieldWording(CheckedDocument document) {
    this.document = document;
  }

  Diagnostic unknown(Violation violation) {
    List<String> known =
        document
            .schema()
            .descend(violation.path())
            .map(SchemaCursor::availableFields)
            .orElse(List.of());
    List<String> near = NearNames.near(violation.property(), known);
    return new Diagnostic(
        Rules.UNKNOWN_FIELD,
        key(violation.path(), violation.property()),
        "unknown field " + Quoted.of(violation.property()),
        near.isEmpty() ? knownFields(known) : "did you mean " + or(near) + "?");
  }

  Diagnostic missing(Violation violation) {
    String field =
        violation.keyword().equals("dependentRequired")
            ? violation.limit().elements().next().get(0).asText()
            : violation.property();
    return new Diagnostic(
        Rules.MISSING_FIELD,
        document.source().owner(violation.path()),
        "the field " + Quoted.of(field) + " is missing" + in(violation.path()),
        document
            .schema()
            .descend(violation.path())
            .flatMap(here -> here.child(field))
            .map(found -> Quoted.of(field) + ": " + found.description())
            .orElse("add " + Quoted.of(field)));
  }

  Diagnostic choiceMissing(Violation violation) {
    List<String> available = available(violation.path(), Annotations.texts(violation.limit()));
    return new Diagnostic(
        Rules.CHOICE_MISSING,
        document.source().owner(violation.path()),
        "one of the fields " + or(available) + " is missing" + in(violation.path()),
        "add exactly one of them");
  }

  Diagnostic choiceConflict(Violation violation) {
    List<String> members = Annotations.texts(violation.limit());
    List<String> given = new ArrayList<>(members);
    given.removeIf(name -> document.source().key(violation.path(), name).isEmpty());
    given.sort(Comparator.comparing(name -> key(violation.path(), name)));
    String last = given.get(given.size() - 1);
    return new Diagnostic(
        Rules.CHOICE_CONFLICT,
        key(violation.path(), last),
        Quoted.all(given) + " are given together",
        "give only one of " + Quoted.all(available(violation.path(), members)));
  }

  Diagnostic reserved(Violation violation) {
    int last = violation.path().size() - 1;
    List<Object> owner = violation.path().subList(0, last);
    String field = violation.path().get(last).toString();
    List<String> others =
        document.schema().descend(owner).map(here -> here.alternatives(field)).orElse(List.of());
    String message = Quoted.of(document.fieldName(violation.path())) + " is not supported yet";
    return new Diagnostic(
        Rules.NOT_SUPPORTED_YET,
        key(owner, field),
        others.isEmpty() ? message : message + "; available now: " + String.join(", ", others),
        "remove it: the name is reserved for a later release");
  }

  private SourceSpan key(List<Object> path, String field) {
    return document.source().key(path, field).orElseGet(() -> document.source().owner(path));
  }

  private List<String> available(List<Object> path, List<String> members) {
    List<String> fields =
        document.schema().descend(path).map(SchemaCursor::availableFields).orElse(members);
    return members.stream().filter(fields::contains).toList();
  }

  private String in(List<Object> path) {
    return path.isEmpty() ? "" : " in " + Quoted.of(String.valueOf(path.get(path.size() - 1)));
  }

  private static String knownFields(List<String> known) {
    return known.isEmpty() ? "no fields are known here" : "known here: " + Quoted.all(known);
  }

  private static String or(List<String> names) {
    return String.join(" or ", names.stream().map(Quoted::of).toList());
  }
}
