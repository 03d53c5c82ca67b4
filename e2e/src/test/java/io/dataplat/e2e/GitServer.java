package io.dataplat.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.PacketLineOut;
import org.eclipse.jgit.transport.RefAdvertiser.PacketLineOutRefAdvertiser;
import org.eclipse.jgit.transport.UploadPack;

/** Offers a repository to be read over HTTP, as a git host does. */
final class GitServer implements AutoCloseable {

  private static final String SERVICE = "git-upload-pack";

  private final Repository repository;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  private GitServer(Repository repository, HttpServer server) {
    this.repository = repository;
    this.server = server;
  }

  /** Serves a repository at the address that the manifests name. */
  static GitServer serve(Repository repository, URI address) throws IOException {
    var socket = new InetSocketAddress(address.getHost(), address.getPort());
    var git = new GitServer(repository, HttpServer.create(socket, 0));
    git.server.createContext(address.getPath() + "/info/refs", git::advertise);
    git.server.createContext(address.getPath() + "/" + SERVICE, git::upload);
    git.server.setExecutor(git.threads);
    git.server.start();
    return git;
  }

  private void advertise(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!Objects.equals(exchange.getRequestURI().getQuery(), "service=" + SERVICE)) {
        exchange.sendResponseHeaders(403, -1); // only reading, and not by the protocol of old
        return;
      }
      try (OutputStream body = answer(exchange, "advertisement");
          UploadPack pack = pack()) {
        var lines = new PacketLineOut(body);
        lines.writeString("# service=" + SERVICE + "\n");
        lines.end();
        pack.sendAdvertisedRefs(new PacketLineOutRefAdvertiser(lines));
      }
    }
  }

  private void upload(HttpExchange exchange) throws IOException {
    try (exchange) {
      boolean zipped =
          Objects.equals(exchange.getRequestHeaders().getFirst("Content-Encoding"), "gzip");
      InputStream request = exchange.getRequestBody();
      try (InputStream question = zipped ? new GZIPInputStream(request) : request;
          OutputStream body = answer(exchange, "result");
          UploadPack pack = pack()) {
        pack.upload(question, body, null);
      }
    }
  }

  private UploadPack pack() {
    var pack = new UploadPack(repository);
    pack.setBiDirectionalPipe(false);
    return pack;
  }

  private static OutputStream answer(HttpExchange exchange, String kind) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/x-" + SERVICE + "-" + kind);
    exchange.getResponseHeaders().set("Cache-Control", "no-cache");
    exchange.sendResponseHeaders(200, 0);
    return exchange.getResponseBody();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
