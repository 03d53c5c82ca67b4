package io.dataplat.compiler.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.compiler.AnalysedInOneProcess;
import io.dataplat.compiler.CompileResult;
import io.dataplat.compiler.cases.SnippetCase;
import io.dataplat.compiler.diagnostic.Diagnostic;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.output.OutputDirectory;
import io.dataplat.compiler.output.WriteOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A task is a variable of its DAG: what Python makes of every name that means something to it. */
@Tag("slow")
class TaskNamesTest {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*");

  private static final String WORDS =
      """
      import ast, builtins, keyword, pathlib, sys
      imported = {
          alias.asname or alias.name
          for file in pathlib.Path(sys.argv[1]).rglob("*.py")
          for node in ast.walk(ast.parse(file.read_text()))
          if isinstance(node, (ast.Import, ast.ImportFrom))
          for alias in node.names
      }
      print(*keyword.kwlist, *imported)
      print(*keyword.softkwlist, *dir(builtins))
      """;

  @TempDir private Path folder;

  @Test
  void aTaskNameIsRefusedExactlyIfPythonCannotHaveIt() throws Exception {
    var python = Tool.find("DATAPLAT_AIRFLOW_PYTHON", "airflow-python");
    var dags = GeneratedTree.ROOT.resolve("generated/prod/airflow/dags").toString();
    List<String> answer = python.run(List.of("-c", WORDS, dags)).text().lines().toList();
    Set<String> taken = names(answer.get(0));
    Set<String> free = names(answer.get(1));
    free.removeAll(taken);

    assertThat(compile("taken", taken).diagnostics())
        .hasSameSizeAs(taken)
        .extracting(Diagnostic::rule)
        .containsOnly(Rules.RESERVED_NAME);

    CompileResult result = compile("free", free);
    assertThat(result.diagnostics()).isEmpty();
    new OutputDirectory(folder.resolve("free"), "generated")
        .write(result.artifacts(), WriteOptions.allEnvironments());
    Path written = folder.resolve("free/generated/prod/airflow/dags");
    var checked =
        python.run(List.of("src/test/resources/oracle/check_dags.py", written.toString()));
    assertThat(checked.status()).as(checked.text()).isZero();
  }

  private static Set<String> names(String words) {
    Set<String> names = new TreeSet<>(List.of(words.split(" ")));
    names.removeIf(word -> !NAME.matcher(word).matches());
    assertThat(names).isNotEmpty();
    return names;
  }

  /** Compiles a pipeline with a task of each name. */
  private CompileResult compile(String name, Set<String> tasks) throws IOException {
    Path root = folder.resolve(name);
    new SnippetCase("none", SnippetCase.BASE).writeTo(root);
    StringBuilder datasets = new StringBuilder();
    StringBuilder pipeline = new StringBuilder();
    pipeline.append(
        """
        apiVersion: dataplat.io/v1
        kind: Pipeline
        metadata: {name: words, description: "A task of each name."}
        spec:
          mode: batch
          schedule: {manual: true}
          tasks:
        """);
    for (String task : tasks) {
      datasets.append(
          """
          ---
          apiVersion: dataplat.io/v1
          kind: Dataset
          metadata: {name: of_%s, description: "Orders."}
          spec: {version: 1.0.0, layer: silver, table: {}, columnsFrom: shop.order_files, columns: {email: {classification: pii}}}
          """
              .formatted(task));
      pipeline.append(
          """
              %s:
                inputs: {files: {dataset: shop.order_files, read: full}}
                outputs: {orders: {dataset: shop.of_%s, from: files, write: {mode: overwrite}}}
          """
              .formatted(task, task));
    }
    Files.writeString(root.resolve("pipelines/shop/words.yaml"), pipeline);
    Files.writeString(root.resolve("pipelines/shop/datasets/words.yaml"), datasets);
    return AnalysedInOneProcess.compile(root);
  }
}
