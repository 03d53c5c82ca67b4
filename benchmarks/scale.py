"""A thousand pipelines against a hundred: both by turns in one JVM with a heap of 1 GiB, so that both run the same compiled code."""

from measure import BENCH, by_turns, dataplat, median, shown, table

WARM, ROUNDS = 100, 7

engine = dataplat("-Xmx1g")
hundred, thousand = (engine.work(BENCH / f"fixture{pipelines}") for pipelines in (100, 1000))
by_turns({"100": hundred}, 0, warm=WARM)
spent = by_turns({"100": hundred, "1,000": thousand}, ROUNDS, warm=3)
small, large = map(median, spent.values())
print(f"compiled by turns in one JVM with -Xmx1g, {ROUNDS} rounds after {WARM} compilations: median and range\n")
table(["pipelines", "seconds", "CPU-s"], *([name, *shown(seconds)] for name, seconds in spent.items()),
      ["ratio (target 11)", *(f"{b / a:.1f}" for a, b in zip(small, large))])
