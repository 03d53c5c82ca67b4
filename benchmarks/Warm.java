import com.sun.management.OperatingSystemMXBean;
import io.dataplat.compiler.CompileRequest;
import io.dataplat.compiler.Compiler;
import io.dataplat.compiler.analysis.AnalysisCache;
import io.dataplat.sql.spark.SparkSqlAnalyzer;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Compiles a repository again and again in one JVM: {@code Warm REPOSITORY RUNS}. Prints the medians
 * of the last ten runs in seconds of the clock and in CPU seconds of the whole process, collector
 * and JIT compiler included.
 */
public final class Warm {
  private static final int LAST = 10;

  private Warm() {}

  public static void main(String[] arguments) {
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    var compiler = new Compiler(new SparkSqlAnalyzer(), AnalysisCache.inMemory());
    var request = new CompileRequest(Path.of(arguments[0]), "generated", List.of());
    int runs = Integer.parseInt(arguments[1]);
    long[] cpu = new long[runs];
    long[] clock = new long[runs];
    int files = 0;
    for (int i = 0; i < runs; i++) {
      long cpuBefore = system.getProcessCpuTime();
      long before = System.nanoTime();
      var result = compiler.compile(request);
      files = result.artifacts().size();
      clock[i] = System.nanoTime() - before;
      cpu[i] = system.getProcessCpuTime() - cpuBefore;
      if (result.failed()) {
        result.diagnostics().forEach(System.err::println);
        System.exit(1);
      }
    }
    System.out.printf(
        "%d files; first run %.2f CPU-s; warm %.3f s, %.3f CPU-s: %.0f files/s, %.0f files per CPU-s;"
            + " heap limit %d MiB%n",
        files,
        cpu[0] / 1e9,
        median(clock),
        median(cpu),
        files / median(clock),
        files / median(cpu),
        Runtime.getRuntime().maxMemory() >> 20);
  }

  private static double median(long[] nanoseconds) {
    long[] last =
        Arrays.copyOfRange(nanoseconds, Math.max(0, nanoseconds.length - LAST), nanoseconds.length);
    Arrays.sort(last);
    return last[last.length / 2] / 1e9;
  }
}
