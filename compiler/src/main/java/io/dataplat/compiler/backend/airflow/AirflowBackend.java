package io.dataplat.compiler.backend.airflow;

import io.dataplat.compiler.backend.Backend;
import io.dataplat.compiler.backend.Document;
import io.dataplat.compiler.backend.sparkapplication.SparkApplications;
import io.dataplat.compiler.model.Sourced;
import io.dataplat.compiler.plan.DagPlan;
import io.dataplat.compiler.plan.DeploymentPlan;
import io.dataplat.compiler.plan.DomainPlan;
import io.dataplat.compiler.plan.PipelinePlan;
import io.dataplat.compiler.plan.TaskPlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Prints one static DAG file for each batch pipeline, and its application templates beside it. */
public final class AirflowBackend implements Backend {

  private static final String IGNORED = "*.yaml\n.dataplat\n";

  private final DagTemplate template = new DagTemplate();

  @Override
  public String name() {
    return "airflow";
  }

  @Override
  public List<Document> emit(DeploymentPlan plan) {
    String dags = plan.outputPath() + "/airflow/dags/";
    String airflow = plan.versions().airflow().value();
    List<Document> documents = new ArrayList<>();
    plan.domains().parallelStream()
        .map(domain -> documents(dags, domain, airflow))
        .toList()
        .forEach(documents::addAll);
    if (!documents.isEmpty()) {
      documents.add(
          new Document.Text(
              dags + ".airflowignore", plan.source(), IGNORED, new LinkedHashMap<>()));
    }
    return documents;
  }

  private List<Document> documents(String dags, DomainPlan domain, String airflow) {
    List<Document> documents = new ArrayList<>();
    for (PipelinePlan pipeline : domain.pipelines()) {
      pipeline.dag().ifPresent(dag -> documents.addAll(pipeline(dags, pipeline, dag, airflow)));
    }
    return documents;
  }

  private List<Document> pipeline(String dags, PipelinePlan pipeline, DagPlan dag, String airflow) {
    String folder = dags + pipeline.domain() + "/" + pipeline.name() + "/";
    List<Document> documents = new ArrayList<>();
    documents.add(
        new Document.Text(
            folder + pipeline.name() + ".py",
            pipeline.source(),
            template.print(DagModels.of(pipeline, dag, airflow)),
            fields(pipeline, dag)));
    for (TaskPlan task : pipeline.tasks()) {
      documents.add(
          new Document.Tree(
              folder + task.name() + ".yaml",
              pipeline.source(),
              List.of("Source: " + PythonText.comment(pipeline.source()).source()),
              SparkApplications.batchTemplate(pipeline, task)));
    }
    return documents;
  }

  private static Map<String, Sourced<?>> fields(PipelinePlan pipeline, DagPlan dag) {
    Map<String, Sourced<?>> fields = new LinkedHashMap<>();
    fields.put("description", dag.description());
    if (dag.start() instanceof DagPlan.Start.Cron cron) {
      fields.put("schedule", cron.expression());
    }
    fields.put("schedule.timezone", dag.timezone());
    dag.notBefore().ifPresent(date -> fields.put("start_date", date));
    dag.notAfter().ifPresent(date -> fields.put("end_date", date));
    fields.put("max_active_runs", dag.maxActiveRuns());
    fields.put("default_args.owner", dag.owner());
    dag.runbook().ifPresent(url -> fields.put("owner_links", url));
    for (TaskPlan task : pipeline.tasks()) {
      fields.put(task.name() + ".retries", task.retries());
      fields.put(task.name() + ".retry_delay", task.retryDelay());
      fields.put(task.name() + ".execution_timeout", task.timeout());
    }
    return fields;
  }
}
