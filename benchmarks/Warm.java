import com.sun.management.OperatingSystemMXBean;
import io.dataplat.compiler.CompileRequest;
import io.dataplat.compiler.Compiler;
import io.dataplat.compiler.analysis.AnalysisCache;
import io.dataplat.sql.spark.SparkSqlAnalyzer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * Compiles repositories again and again in one JVM: each line that it reads names one. Answers with
 * seconds of the clock, CPU seconds of the whole process, collector and JIT compiler included, and
 * the number of files.
 */
public final class Warm {
  private Warm() {}

  public static void main(String[] arguments) throws IOException {
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    var compiler = new Compiler(new SparkSqlAnalyzer(), AnalysisCache.inMemory());
    var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      var request = new CompileRequest(Path.of(line), "generated", List.of());
      long cpu = system.getProcessCpuTime();
      long clock = System.nanoTime();
      var result = compiler.compile(request);
      int files = result.artifacts().size();
      clock = System.nanoTime() - clock;
      cpu = system.getProcessCpuTime() - cpu;
      if (result.failed()) {
        result.diagnostics().forEach(System.err::println);
        System.exit(1);
      }
      System.out.printf("%.6f %.6f %d%n", clock / 1e9, cpu / 1e9, files);
    }
  }
}
