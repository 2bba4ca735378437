"""Refresh many feeds of a loopback server and print what that costs, beside the least it can cost.

    python -m tests.bench.bench_refresh [--feeds 1000] [--hosts 100]

The floor asks for the same feeds over one kept connection a host, parses them by expat and inserts
their entries into one table: what no Python program does for less. Look at the ratios.
"""

import argparse
import http.client
import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from reader.model import Source
from reader.store.store import Store

PORT = int(os.environ.get("ZHNEWS_BENCH_PORT", "18491"))


@dataclass(frozen=True)
class Cost:
    """What a run took: seconds, and MiB of all its processes at their peak."""

    wall: float
    cpu: float
    memory: float


def measure(command: list[str]) -> Cost:
    """Run *command* and give what it and its children took."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    peak = 0.0
    while process.poll() is None:
        peak = max(peak, resident(process.pid))
        time.sleep(0.05)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert process.returncode == 0, command
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(time.perf_counter() - start, cpu, peak)


def resident(pid: int) -> float:
    """Return the MiB of a process and its children, shared pages once; 0 where /proc has none."""
    try:
        sizes = Path(f"/proc/{pid}/smaps_rollup").read_text().split("\nPss:")[1].split()
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except (OSError, IndexError):
        return 0.0
    return int(sizes[0]) / 1024 + sum(resident(int(child)) for child in children)


@contextmanager
def serving(feeds: int, hosts: int, latency: float) -> Iterator[None]:
    """Run the server of feeds in a process of its own."""
    command = [sys.executable, "-m", "tests.bench.feed_server", str(PORT)]
    command += ["--feeds", str(feeds), "--hosts", str(hosts), "--latency", str(latency)]
    server = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert server.stdout is not None
    assert server.stdout.readline() == b"READY\n"
    try:
        yield
    finally:
        server.communicate()


def addresses(feeds: int, hosts: int) -> list[str]:
    """Return the addresses of the feeds."""
    return [f"http://127.0.0.{1 + number % hosts}:{PORT}/{number}" for number in range(feeds)]


def floor(urls: list[str], file: str) -> None:
    """Do the least: fetch, parse, insert."""
    table = sqlite3.connect(file, check_same_thread=False)
    table.execute("PRAGMA journal_mode = WAL")
    table.execute("CREATE TABLE entry (guid TEXT, feed TEXT, text TEXT, UNIQUE (feed, guid))")
    hosts: dict[str, list[str]] = {}
    for url in urls:
        hosts.setdefault(url.split("/")[2], []).append(url)
    for host, paths in hosts.items():
        connection = http.client.HTTPConnection(host)
        for url in paths:
            connection.request("GET", "/" + url.rpartition("/")[2])
            root = ElementTree.fromstring(connection.getresponse().read())
            rows = [(i.findtext("guid"), url, "".join(i.itertext())) for i in root.iter("item")]
            with table:
                table.executemany("INSERT INTO entry VALUES (?, ?, ?)", rows)
        connection.close()


def fill(file: Path, urls: list[str]) -> None:
    """Make a store with these sources."""
    with Store.open(file) as store:
        store.sources.add_all([Source(url=url) for url in urls])


def report(name: str, cost: Cost, base: Cost) -> None:
    """Print a line of the table."""
    ratios = f"{cost.wall / base.wall:8.2f}{cost.cpu / base.cpu:8.2f}"
    print(f"{name:24}{cost.wall:8.2f}{cost.cpu:8.2f}{cost.memory:8.0f}{ratios}")


def main() -> None:
    """Run everything once."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--feeds", type=int, default=1000)
    parser.add_argument("--hosts", type=int, default=100)
    parser.add_argument("--floor", help=argparse.SUPPRESS)
    args = parser.parse_args()
    urls = addresses(args.feeds, args.hosts)
    if args.floor:
        floor(urls, args.floor)
        return
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "news.db")
        fill(file, urls)
        size = ["--feeds", str(args.feeds), "--hosts", str(args.hosts)]
        this = [sys.executable, "-m", "tests.bench.bench_refresh", *size]
        fetch = [sys.executable, "-m", "reader", "fetch", "--db", str(file), "--json"]
        print(f"{'':24}{'wall s':>8}{'cpu s':>8}{'MiB':>8}{'x wall':>8}{'x cpu':>8}")
        with serving(args.feeds, args.hosts, 0.0):
            base = measure([*this, "--floor", str(Path(folder, "floor.db"))])
            report("floor", base, base)
            report("first refresh", measure(fetch), base)
            report("nothing changed", measure(fetch), base)
        with serving(args.feeds, args.hosts, 0.1):
            report("nothing changed, 100 ms", measure(fetch), base)


if __name__ == "__main__":
    main()
