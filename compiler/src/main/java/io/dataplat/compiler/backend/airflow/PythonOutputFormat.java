package io.dataplat.compiler.backend.airflow;

import freemarker.core.CommonMarkupOutputFormat;
import freemarker.core.CommonTemplateMarkupOutputModel;
import java.io.IOException;
import java.io.Writer;

/**
 * A template output format in which every printed text becomes a complete Python literal, so that a
 * template cannot inject code.
 */
final class PythonOutputFormat extends CommonMarkupOutputFormat<PythonOutputFormat.Markup> {

  static final PythonOutputFormat INSTANCE = new PythonOutputFormat();

  private PythonOutputFormat() {}

  /** Python source inside a template. */
  static final class Markup extends CommonTemplateMarkupOutputModel<Markup> {
    Markup(String text, String source) {
      super(text, source);
    }

    @Override
    public PythonOutputFormat getOutputFormat() {
      return INSTANCE;
    }
  }

  @Override
  public String getName() {
    return "Python";
  }

  @Override
  public String getMimeType() {
    return "text/x-python";
  }

  @Override
  public void output(String text, Writer out) throws IOException {
    out.write(escapePlainText(text));
  }

  @Override
  public String escapePlainText(String text) {
    return PythonLiteral.of(text);
  }

  @Override
  public boolean isLegacyBuiltInBypassed(String builtInName) {
    return false;
  }

  @Override
  protected Markup newTemplateMarkupOutputModel(String text, String source) {
    return new Markup(text, source);
  }
}
