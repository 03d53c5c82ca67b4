package io.dataplat.compiler.check;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Finds circles in a graph. */
public final class Cycles {

  private Cycles() {}

  /**
   * Returns circles such that each node of a circle is part of one of them; each begins with its
   * least node, and each node is followed by one of its successors.
   */
  public static <T extends Comparable<T>> List<List<T>> of(Map<T, List<T>> successors) {
    var cycles = new ArrayList<List<T>>();
    Set<T> reported = new TreeSet<>();
    for (var start : new TreeSet<>(successors.keySet())) {
      if (!reported.contains(start)) {
        var cycle = through(start, successors);
        reported.addAll(cycle);
        if (!cycle.isEmpty()) {
          cycles.add(cycle);
        }
      }
    }
    return cycles;
  }

  /** A shortest circle through a node, empty if there is none. */
  private static <T extends Comparable<T>> List<T> through(T start, Map<T, List<T>> successors) {
    Map<T, T> cameFrom = new java.util.TreeMap<>();
    Deque<T> open = new ArrayDeque<>(List.of(start));
    while (!open.isEmpty()) {
      var node = open.remove();
      for (var next : successors.getOrDefault(node, List.of())) {
        if (next.equals(start)) {
          return path(start, node, cameFrom);
        }
        if (cameFrom.putIfAbsent(next, node) == null) {
          open.add(next);
        }
      }
    }
    return List.of();
  }

  private static <T extends Comparable<T>> List<T> path(T start, T end, Map<T, T> cameFrom) {
    var path = new ArrayDeque<T>();
    for (var node = end;
        !node.equals(start);
        node = java.util.Objects.requireNonNull(cameFrom.get(node))) {
      path.addFirst(node);
    }
    path.addFirst(start);
    return List.copyOf(path);
  }
}
