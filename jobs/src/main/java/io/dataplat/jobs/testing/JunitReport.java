package io.dataplat.jobs.testing;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Results in the form that CI servers show: a file for each domain. */
public record JunitReport(List<TestResult> results) {

  private static final double MILLIS = 1000;

  /** Copies what the caller may still change. */
  public JunitReport {
    results = List.copyOf(results);
  }

  /**
   * Writes the files {@code TEST-<domain>.xml} into a folder, in place of those of earlier runs.
   */
  public void write(Path folder) {
    var suites =
        results.stream()
            .collect(Collectors.groupingBy(TestResult::domain, TreeMap::new, Collectors.toList()));
    try {
      Files.createDirectories(folder);
      for (var file : reports(folder)) {
        Files.delete(file);
      }
      for (var suite : suites.entrySet()) {
        Files.writeString(
            folder.resolve("TEST-" + suite.getKey() + ".xml"),
            xml(suite.getKey(), suite.getValue()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> reports(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.filter(file -> file.getFileName().toString().matches("TEST-.*\\.xml")).toList();
    }
  }

  private static String xml(String domain, List<TestResult> suite) {
    var text = new StringWriter();
    try {
      var xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeCharacters("\n");
      xml.writeStartElement("testsuite");
      xml.writeAttribute("name", domain);
      xml.writeAttribute("tests", String.valueOf(suite.size()));
      xml.writeAttribute(
          "failures", String.valueOf(suite.stream().filter(each -> !each.isPassed()).count()));
      var time = suite.stream().map(TestResult::time).reduce(Duration.ZERO, Duration::plus);
      xml.writeAttribute("time", seconds(time));
      for (var result : suite) {
        write(xml, result);
      }
      xml.writeEndElement();
      xml.writeEndDocument();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("text was written to memory", e);
    }
    return text + "\n";
  }

  private static void write(XMLStreamWriter xml, TestResult result) throws XMLStreamException {
    xml.writeCharacters("\n  ");
    xml.writeStartElement("testcase");
    xml.writeAttribute("classname", result.domain());
    xml.writeAttribute("name", result.name());
    xml.writeAttribute("time", seconds(result.time()));
    if (!result.isPassed()) {
      xml.writeStartElement("failure");
      xml.writeAttribute("message", "not as expected at " + allowed(result.test().place()));
      xml.writeCharacters(allowed("\n" + String.join("", result.problems())));
      xml.writeEndElement();
    }
    xml.writeEndElement();
  }

  // XML has no form at all for these characters.
  private static String allowed(String text) {
    return text.replaceAll("[^\\t\\n\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]", "?");
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.3f", time.toMillis() / MILLIS);
  }
}
