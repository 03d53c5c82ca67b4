package io.dataplat.jobplan;

import java.util.Optional;

/** Which files an input reads; the pattern is a glob with time tokens. */
public record FilesInput(
    String pattern, Optional<String> marker, String settle, ChangedFile changed) {}
