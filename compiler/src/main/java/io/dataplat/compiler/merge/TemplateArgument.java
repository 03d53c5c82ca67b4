package io.dataplat.compiler.merge;

import io.dataplat.compiler.yaml.YamlScalar;

/** A value that an instance gives to a parameter of its template, or the parameter's default. */
public record TemplateArgument(String name, String type, YamlScalar value) {}
