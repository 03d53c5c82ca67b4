package io.dataplat.compiler.backend.airflow;

import freemarker.template.Configuration;
import freemarker.template.Template;
import freemarker.template.TemplateException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Locale;

/** The template of a DAG file. */
final class DagTemplate {

  private static final String NAME = "dag.py.ftl";

  private final Template template;

  DagTemplate() {
    var configuration = new Configuration(Configuration.VERSION_2_3_34);
    configuration.setClassForTemplateLoading(DagTemplate.class, "");
    configuration.setDefaultEncoding("UTF-8");
    configuration.setLocale(Locale.ROOT);
    configuration.setLocalizedLookup(false);
    configuration.setOutputFormat(PythonOutputFormat.INSTANCE);
    configuration.setAutoEscapingPolicy(Configuration.FORCE_AUTO_ESCAPING_POLICY);
    configuration.setTemplateExceptionHandler(
        (exception, environment, out) -> {
          throw exception;
        });
    configuration.setLogTemplateExceptions(false);
    configuration.setObjectWrapper(new PythonWrapper());
    try {
      template = configuration.getTemplate(NAME);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String print(DagModel dag) {
    var text = new StringWriter();
    try {
      template.process(dag, text);
    } catch (TemplateException | IOException e) {
      throw new IllegalStateException("the template " + NAME + " does not fit its model", e);
    }
    return text.toString();
  }
}
