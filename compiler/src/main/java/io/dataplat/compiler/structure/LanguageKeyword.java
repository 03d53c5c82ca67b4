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
import java.util.List;

/** A keyword of ours: looks at a value and names the properties that violate it. */
final class LanguageKeyword extends AbstractKeyword {

  /** Finds the properties of a value that violate the keyword; an empty name is the value. */
  interface Finder {
    List<String> find(JsonNode instance);
  }

  /** Makes a finder from the keyword's value in a schema. */
  interface Compiler {
    Finder compile(JsonNode value);
  }

  private final Compiler compiler;

  LanguageKeyword(String name, Compiler compiler) {
    super(name);
    this.compiler = compiler;
  }

  @Override
  public KeywordValidator newValidator(
      SchemaLocation location, JsonNode value, Schema parent, SchemaContext context) {
    return new Validator(location, value, parent, context);
  }

  private final class Validator extends BaseKeywordValidator {

    private final Finder finder;

    Validator(SchemaLocation location, JsonNode value, Schema parent, SchemaContext context) {
      super(LanguageKeyword.this, value, location, parent, context);
      finder = compiler.compile(value);
    }

    @Override
    public void validate(
        ExecutionContext execution, JsonNode instance, JsonNode root, NodePath path) {
      for (String property : finder.find(instance)) {
        execution.addError(
            error()
                .instanceNode(instance)
                .property(property)
                .instanceLocation(path)
                .evaluationPath(execution.getEvaluationPath())
                .locale(execution.getExecutionConfig().getLocale())
                .message(getKeyword())
                .build());
      }
    }
  }
}
