package io.dataplat.compiler.corpus;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.StreamDataWriter;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.comments.CommentLine;
import org.snakeyaml.engine.v2.comments.CommentType;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * Writes YAML in another form that means the same: comments, flow and block style, quotes, widths,
 * indents, the order of documents and of keys, other than those of columns, whose order is theirs.
 */
final class Reformatting {

  private static final LoadSettings AS_THE_COMPILER =
      LoadSettings.builder().setSchema(new CoreSchema()).build();
  private static final List<ScalarStyle> QUOTED =
      List.of(
          ScalarStyle.SINGLE_QUOTED,
          ScalarStyle.DOUBLE_QUOTED,
          ScalarStyle.LITERAL,
          ScalarStyle.FOLDED);

  private static final Set<String> COLUMNS = Set.of("columns", "fields");

  private final Random random;

  Reformatting(long seed) {
    random = new Random(seed);
  }

  String of(String text) {
    List<Node> documents = new ArrayList<>();
    new Compose(AS_THE_COMPILER)
        .composeAllFromString(text)
        .forEach(document -> documents.add(changed(document, false, false)));
    Collections.shuffle(documents, random);
    Dump dump = new Dump(settings());
    StringBuilder reformatted = new StringBuilder();
    documents.forEach(document -> dump.dumpNode(document, into(reformatted)));
    return reformatted.toString();
  }

  private DumpSettings settings() {
    int indent = 2 + random.nextInt(5);
    return DumpSettings.builder()
        .setSchema(new CoreSchema())
        .setExplicitStart(true)
        .setDumpComments(true)
        .setIndent(indent)
        .setIndicatorIndent(random.nextInt(indent - 1))
        // Narrower, the library breaks a quoted line twice and adds a backslash.
        .setWidth(100 + random.nextInt(160))
        .setMultiLineFlow(random.nextBoolean())
        .setUseUnicodeEncoding(random.nextBoolean())
        .build();
  }

  private static StreamDataWriter into(StringBuilder text) {
    return new StreamDataWriter() {
      @Override
      public void write(String written) {
        text.append(written);
      }

      @Override
      public void write(String written, int from, int length) {
        text.append(written, from, from + length);
      }
    };
  }

  private Node changed(Node node, boolean inFlow, boolean ordered) {
    if (node instanceof ScalarNode scalar) {
      return changed(scalar);
    }
    // Comments inside of flow style are not what the library writes.
    boolean flow = inFlow || random.nextInt(4) == 0;
    FlowStyle style = flow ? FlowStyle.FLOW : FlowStyle.BLOCK;
    if (node instanceof SequenceNode sequence) {
      List<Node> items =
          sequence.getValue().stream().map(item -> changed(item, flow, false)).toList();
      return new SequenceNode(node.getTag(), items, style);
    }
    List<NodeTuple> entries = new ArrayList<>();
    ((MappingNode) node).getValue().forEach(entry -> entries.add(changed(entry, flow)));
    if (!ordered) {
      Collections.shuffle(entries, random);
    }
    return new MappingNode(node.getTag(), entries, style);
  }

  private NodeTuple changed(NodeTuple entry, boolean flow) {
    Node key = changed(entry.getKeyNode(), flow, false);
    boolean columns = key instanceof ScalarNode name && COLUMNS.contains(name.getValue());
    if (!flow && random.nextInt(3) == 0) {
      key.setBlockComments(List.of(comment()));
    }
    return new NodeTuple(key, changed(entry.getValueNode(), flow, columns));
  }

  private CommentLine comment() {
    String text = " a: comment # " + random.nextInt(100);
    return new CommentLine(Optional.empty(), Optional.empty(), text, CommentType.BLOCK);
  }

  /** Quotes only what is text already; what was quoted may need it. */
  private Node changed(ScalarNode scalar) {
    boolean stays = scalar.isPlain() && (random.nextBoolean() || !scalar.getTag().equals(Tag.STR));
    ScalarStyle style = stays ? ScalarStyle.PLAIN : QUOTED.get(random.nextInt(QUOTED.size()));
    if (style == ScalarStyle.FOLDED && scalar.getValue().contains("\n ")) {
      // The library folds indented lines too, which makes another text of them.
      style = ScalarStyle.LITERAL;
    }
    return new ScalarNode(scalar.getTag(), scalar.getValue(), style);
  }
}
