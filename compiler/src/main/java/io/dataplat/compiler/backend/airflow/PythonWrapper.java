package io.dataplat.compiler.backend.airflow;

import freemarker.template.ObjectWrapper;
import freemarker.template.SimpleScalar;
import freemarker.template.SimpleSequence;
import freemarker.template.TemplateBooleanModel;
import freemarker.template.TemplateHashModel;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;
import io.dataplat.jobplan.ReadableFields;
import java.lang.reflect.Field;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Shows a template the values of a {@link DagModel} and nothing else: {@link PythonText} is printed
 * as it is, every other text is escaped by the output format.
 */
final class PythonWrapper implements ObjectWrapper {

  @Override
  public TemplateModel wrap(@Nullable Object value) throws TemplateModelException {
    if (value instanceof PythonText text) {
      return PythonOutputFormat.INSTANCE.fromMarkup(text.source());
    }
    if (value instanceof String text) {
      return new SimpleScalar(text);
    }
    if (value instanceof Boolean bool) {
      return bool ? TemplateBooleanModel.TRUE : TemplateBooleanModel.FALSE;
    }
    if (value instanceof List<?> items) {
      return new SimpleSequence(items, this);
    }
    if (value instanceof Record fields) {
      return new Fields(fields);
    }
    throw new TemplateModelException("no value of a template: " + value);
  }

  private final class Fields implements TemplateHashModel {

    private final Record fields;

    Fields(Record fields) {
      this.fields = fields;
    }

    @Override
    public @Nullable TemplateModel get(String name) throws TemplateModelException {
      for (Field field : ReadableFields.of(fields)) {
        if (field.getName().equals(name)) {
          return wrap(ReadableFields.read(field, fields));
        }
      }
      return null;
    }

    @Override
    public boolean isEmpty() {
      return false;
    }
  }
}
