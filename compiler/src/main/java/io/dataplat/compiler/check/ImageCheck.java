package io.dataplat.compiler.check;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.Rules;
import java.util.Optional;
import java.util.regex.Pattern;

/** The image of the jobs is one that does not change under its name. */
final class ImageCheck implements Check {

  private static final Pattern DIGEST = Pattern.compile(".+@sha256:[0-9a-f]{64}");

  @Override
  public void check(CheckContext context, Diagnostics findings) {
    context
        .environment()
        .image()
        .ifPresent(
            image ->
                problem(image.value())
                    .ifPresent(
                        problem ->
                            findings
                                .reporter(Rules.IMAGE_NOT_PINNED)
                                .at(
                                    image.spanOr(context.environment().span()),
                                    "image `" + image.value() + "` " + problem,
                                    "add a tag such as `:1.0.0`, or a digest")));
  }

  private static Optional<String> problem(String image) {
    if (DIGEST.matcher(image).matches()) {
      return Optional.empty();
    }
    if (image.contains("@")) {
      return Optional.of("has no complete `sha256` digest");
    }
    var name = image.substring(image.lastIndexOf('/') + 1);
    var colon = name.indexOf(':');
    if (colon < 0 || colon == name.length() - 1) {
      return Optional.of("has neither a tag nor a digest");
    }
    return name.substring(colon + 1).equals("latest")
        ? Optional.of("has the tag `latest`, which moves")
        : Optional.empty();
  }
}
