package io.dataplat.jobplan;

import java.util.Optional;

/** How a column is masked; the secret is the content of a mounted file. */
public record Mask(
    MaskMethod method,
    Optional<String> secretFile,
    Optional<Integer> keep,
    Optional<Generalization> generalization,
    String tokenDomain,
    String keyId) {}
