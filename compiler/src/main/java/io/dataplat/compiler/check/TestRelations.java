package io.dataplat.compiler.check;

import io.dataplat.compiler.analysis.AnalysedTask;
import io.dataplat.compiler.model.Dataset;
import io.dataplat.compiler.model.Task;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What a test may name rows of: by name, the types of the columns in Spark's DDL.
 *
 * @param steps without those that have mistakes, their columns in lower case
 */
record TestRelations(
    Map<String, Map<String, String>> inputs,
    Map<String, Map<String, String>> steps,
    Map<String, Map<String, String>> outputs) {

  static TestRelations of(Task task, AnalysedTask analysed) {
    var inputs = new LinkedHashMap<String, Map<String, String>>();
    task.inputs().forEach(input -> inputs.put(input.alias(), columns(input.dataset().value())));
    var outputs = new LinkedHashMap<String, Map<String, String>>();
    task.outputs().forEach(output -> outputs.put(output.name(), columns(output.dataset().value())));
    var steps = new LinkedHashMap<String, Map<String, String>>();
    for (var step : analysed.steps()) {
      var types = new LinkedHashMap<String, String>();
      step.columns()
          .forEach(column -> types.put(column.name().toLowerCase(Locale.ROOT), column.type()));
      steps.put(step.name(), types);
    }
    return new TestRelations(inputs, steps, outputs);
  }

  private static Map<String, String> columns(Dataset dataset) {
    var types = new LinkedHashMap<String, String>();
    dataset.columns().forEach(column -> types.put(column.name(), column.sparkType()));
    return types;
  }

  /** Returns what rows can be given to: inputs, and outputs for what they held before. */
  Map<String, Map<String, String>> given() {
    return joined(outputs, inputs);
  }

  /** Returns what rows can be expected of; an output hides a step of its name. */
  Map<String, Map<String, String>> expected() {
    return joined(steps, outputs);
  }

  /** Returns what rows can be kept out by. */
  Map<String, Map<String, String>> gates() {
    return joined(outputs, inputs);
  }

  private static Map<String, Map<String, String>> joined(
      Map<String, Map<String, String>> weaker, Map<String, Map<String, String>> stronger) {
    var joined = new LinkedHashMap<>(weaker);
    joined.putAll(stronger);
    return joined;
  }
}
