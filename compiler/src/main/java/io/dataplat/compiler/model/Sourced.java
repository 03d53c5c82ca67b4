package io.dataplat.compiler.model;

import io.dataplat.compiler.diagnostic.SourceSpan;
import io.dataplat.compiler.yaml.YamlLeaf;
import io.dataplat.compiler.yaml.YamlNode;
import java.util.List;
import java.util.function.Function;

/**
 * A value together with the source nodes that decided it, the deciding one first.
 *
 * <p>No sources means a built-in default. Each node knows the weaker values that it replaced, so a
 * field of the output can be explained down to the line.
 */
public record Sourced<T>(T value, List<YamlNode> sources) implements YamlLeaf {
  public Sourced {
    sources = List.copyOf(sources);
  }

  /** Returns a value that a source node states. */
  public static <T> Sourced<T> at(T value, YamlNode source) {
    return new Sourced<>(value, List.of(source));
  }

  /** Returns a built-in default, which no source states. */
  public static <T> Sourced<T> builtIn(T value) {
    return new Sourced<>(value, List.of());
  }

  /** Returns the place of the deciding node, or the given one for a built-in default. */
  public SourceSpan spanOr(SourceSpan enclosing) {
    return sources.isEmpty() ? enclosing : sources.get(0).span();
  }

  /** Returns another value that the same sources decide. */
  public <R> Sourced<R> map(Function<? super T, ? extends R> function) {
    return new Sourced<>(function.apply(value), sources);
  }
}
