"""A load of lineitem from CSV to Parquet by a peer: peers.py duckdb|polars FOLDER. Prints the seconds of its start, seconds, CPU-s and MB/s."""

import os
import sys
import time
from pathlib import Path

SCHEMA = {
    "orderkey": "BIGINT", "partkey": "BIGINT", "suppkey": "BIGINT", "linenumber": "INTEGER", "quantity": "DECIMAL(12,2)",
    "extendedprice": "DECIMAL(12,2)", "discount": "DECIMAL(12,2)", "tax": "DECIMAL(12,2)", "returnflag": "VARCHAR",
    "linestatus": "VARCHAR", "shipdate": "DATE", "commitdate": "DATE", "receiptdate": "DATE", "shipinstruct": "VARCHAR",
    "shipmode": "VARCHAR", "comment": "VARCHAR",
}


def duckdb(source, target):
    import duckdb

    columns = ", ".join(f"'{name}': '{kind}'" for name, kind in SCHEMA.items())
    return lambda: duckdb.sql(
        f"COPY (FROM read_csv('{source}', header=true, columns={{{columns}}})) TO '{target}' (FORMAT parquet, COMPRESSION zstd)"
    )


def polars(source, target):
    import polars

    kinds = {"BIGINT": polars.Int64, "INTEGER": polars.Int32, "DECIMAL(12,2)": polars.Decimal(12, 2), "VARCHAR": polars.String, "DATE": polars.Date}
    schema = {name: kinds[kind] for name, kind in SCHEMA.items()}
    return lambda: polars.scan_csv(source, schema=schema).sink_parquet(target, compression="zstd")


before = time.perf_counter()
name, folder = sys.argv[1], Path(sys.argv[2])
source = folder / "samples/lines.csv"
(folder / "state").mkdir(exist_ok=True)
load = {"duckdb": duckdb, "polars": polars}[name](source, folder / "state/lines.parquet")
start, cpu = time.perf_counter(), sum(os.times()[:2])
load()
seconds = time.perf_counter() - start
print(start - before, seconds, sum(os.times()[:2]) - cpu, os.path.getsize(source) / 1e6 / seconds)
