package io.dataplat.compiler.structure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The yaml-language-server that editors use, spoken to over its standard input and output. */
final class LanguageServer implements AutoCloseable {

  private static final String NAME = "yaml-language-server";
  private static final String VARIABLE = "DATAPLAT_YAML_LANGUAGE_SERVER";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final DataInputStream input;
  private final OutputStream output;
  private int lastId;

  private LanguageServer(Process process) {
    this.process = process;
    this.input = new DataInputStream(process.getInputStream());
    this.output = process.getOutputStream();
  }

  /** The program of the variable, or else the one on the path. */
  static Optional<Path> program() {
    Stream<String> onPath =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
            .map(folder -> folder + File.separator + NAME);
    return Stream.concat(Stream.ofNullable(System.getenv(VARIABLE)), onPath)
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst();
  }

  static LanguageServer start(Path program) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(program.toString(), "--stdio");
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    LanguageServer server = new LanguageServer(builder.start());
    server.request(
        "initialize",
        """
        {"processId": null, "rootUri": null, "capabilities": {"textDocument": {
          "hover": {"contentFormat": ["markdown"]},
          "completion": {"completionItem": {"snippetSupport": true}}}}}
        """);
    server.notify("initialized", "{}");
    server.notify(
        "workspace/didChangeConfiguration",
        """
        {"settings": {"yaml": {"schemaStore": {"enable": false},
          "validate": true, "hover": true, "completion": true}}}
        """);
    return server;
  }

  /** Opens a document and returns what the server finds wrong with it. */
  JsonNode open(String uri, String text) throws IOException {
    ObjectNode document = JSON.createObjectNode();
    document.put("uri", uri).put("languageId", "yaml").put("version", 1).put("text", text);
    notify(
        "textDocument/didOpen", JSON.createObjectNode().set("textDocument", document).toString());
    return await(
            message ->
                message.path("method").asText().equals("textDocument/publishDiagnostics")
                    && message.at("/params/uri").asText().equals(uri))
        .at("/params/diagnostics");
  }

  JsonNode completion(String uri, int line, int character) throws IOException {
    return request("textDocument/completion", position(uri, line, character)).path("items");
  }

  JsonNode hover(String uri, int line, int character) throws IOException {
    return request("textDocument/hover", position(uri, line, character));
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private static String position(String uri, int line, int character) {
    ObjectNode params = JSON.createObjectNode();
    params.putObject("textDocument").put("uri", uri);
    params.putObject("position").put("line", line).put("character", character);
    return params.toString();
  }

  private JsonNode request(String method, String params) throws IOException {
    int id = ++lastId;
    send(message(method, params).put("id", id));
    return await(message -> !message.has("method") && message.path("id").asInt() == id)
        .path("result");
  }

  private void notify(String method, String params) throws IOException {
    send(message(method, params));
  }

  private static ObjectNode message(String method, String params) throws IOException {
    ObjectNode message = JSON.createObjectNode().put("jsonrpc", "2.0").put("method", method);
    message.set("params", JSON.readTree(params));
    return message;
  }

  private void send(JsonNode message) throws IOException {
    byte[] body = JSON.writeValueAsBytes(message);
    output.write(("Content-Length: " + body.length + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
    output.write(body);
    output.flush();
  }

  private JsonNode await(Predicate<JsonNode> wanted) throws IOException {
    while (true) {
      JsonNode message = receive();
      if (wanted.test(message)) {
        return message;
      }
      if (message.has("method") && message.has("id")) {
        ObjectNode reply = JSON.createObjectNode().put("jsonrpc", "2.0");
        reply.set("id", message.get("id"));
        send(reply.putNull("result"));
      }
    }
  }

  private JsonNode receive() throws IOException {
    int length = 0;
    for (String line = line(); !line.isEmpty(); line = line()) {
      if (line.startsWith("Content-Length: ")) {
        length = Integer.parseInt(line.substring("Content-Length: ".length()));
      }
    }
    return JSON.readTree(input.readNBytes(length));
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    while (true) {
      int next = input.read();
      if (next < 0) {
        throw new EOFException("the language server ended");
      }
      if (next == '\n') {
        return line.toString();
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
  }
}
