import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** What a piece of work in this process takes: seconds of the clock and of the CPU. */
record Spent(long clock, long cpu) {

  static Spent begin() {
    return new Spent(System.nanoTime(), cpuTime());
  }

  double seconds() {
    return (System.nanoTime() - clock) / 1e9;
  }

  double cpuSeconds() {
    return (cpuTime() - cpu) / 1e9;
  }

  /** Seconds, CPU seconds, and how much of an amount was done in a second. */
  String text(double amount) {
    var seconds = seconds();
    return "%.3f %.3f %.1f".formatted(seconds, cpuSeconds(), amount / seconds);
  }

  private static long cpuTime() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
  }
}
