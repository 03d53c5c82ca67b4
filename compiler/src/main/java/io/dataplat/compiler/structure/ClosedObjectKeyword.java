package io.dataplat.compiler.structure;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaContext;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.keyword.AbstractKeyword;
import com.networknt.schema.keyword.BaseKeywordValidator;
import com.networknt.schema.keyword.KeywordValidator;
import com.networknt.schema.path.NodePath;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code additionalProperties} for every key: the library's own skips keys that begin with #. */
final class ClosedObjectKeyword extends AbstractKeyword {

  ClosedObjectKeyword() {
    super("additionalProperties");
  }

  @Override
  public KeywordValidator newValidator(
      SchemaLocation location, JsonNode value, Schema parent, SchemaContext context) {
    return new Validator(location, value, parent, context);
  }

  private final class Validator extends BaseKeywordValidator {

    private final @Nullable JsonNode properties;
    private final @Nullable Schema others;

    Validator(SchemaLocation location, JsonNode value, Schema parent, SchemaContext context) {
      super(ClosedObjectKeyword.this, value, location, parent, context);
      properties = parent.getSchemaNode().get("properties");
      others = value.isObject() ? context.newSchema(location, value, parent) : null;
    }

    @Override
    public void validate(
        ExecutionContext execution, JsonNode instance, JsonNode root, NodePath path) {
      for (Map.Entry<String, JsonNode> entry : instance.properties()) {
        String name = entry.getKey();
        if (properties != null && properties.has(name)) {
          continue;
        }
        if (others != null) {
          others.validate(execution, entry.getValue(), root, path.append(name));
        } else {
          refuse(execution, instance, name, path);
        }
      }
    }

    @Override
    public void preloadSchema() {
      if (others != null) {
        others.initializeValidators();
      }
    }

    private void refuse(ExecutionContext execution, JsonNode instance, String name, NodePath path) {
      execution.addError(
          error()
              .instanceNode(instance)
              .property(name)
              .instanceLocation(path)
              .evaluationPath(execution.getEvaluationPath())
              .locale(execution.getExecutionConfig().getLocale())
              .message(getKeyword())
              .build());
    }
  }
}
